"""A stand-in account ends: the centre acts for the person no more, from this very moment."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import StandInEnded
from domains.identity.models import Sitting, StandIn
from domains.identity.offices_held import holds_office
from domains.identity.open_stand_in import NotYourDesk
from domains.identity.stand_in_policy import STAFF
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

BECAUSE_TAKEN_OVER, BECAUSE_CENTRE, BECAUSE_PERSON = "taken_over", "by_centre", "by_person"


@dataclass(frozen=True, slots=True)
class StandInOver:
    stand_in_id: UUID


async def end_stand_in(
    actor: Actor, stand_in_id: UUID, *, clock: Clock, ids: Ids
) -> StandInOver | NotYourDesk:
    """The centre's staff end it, or the person has it ended at the desk."""
    async with in_transaction():
        row = await StandIn.select_for_update().get_or_none(id=stand_in_id, ended_at=None)
        if row is None or not await _may_end(actor, row, clock):
            return NotYourDesk()
        said_by_person = actor.speaks_for == row.person_id
        because = BECAUSE_PERSON if said_by_person else BECAUSE_CENTRE
        await close(row, because=because, clock=clock, ids=ids)
        await audit.record(
            actor,
            "identity.stand_in.end",
            subject_id=row.person_id,
            reference=row.id,
            clock=clock,
            ids=ids,
        )
        return StandInOver(row.id)


async def close(row: StandIn, *, because: str, clock: Clock, ids: Ids) -> None:
    """End a locked stand-in and whatever sitting stands, in the caller's transaction."""
    row.ended_at, row.ended_because = clock.now(), because
    await row.save(update_fields=["ended_at", "ended_because"])
    await Sitting.filter(stand_in_id=row.id, ends_at__gt=clock.now()).update(ends_at=clock.now())
    await outbox.record(StandInEnded(row.id, row.person_id, because), clock=clock, ids=ids)


async def _may_end(actor: Actor, row: StandIn, clock: Clock) -> bool:
    if actor.speaks_for is not None and actor.speaks_for == row.person_id:
        return True
    return await holds_office(actor, *STAFF, at=clock.now(), unit_id=row.centre_id)
