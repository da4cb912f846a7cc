"""The person sits at the desk: for some minutes, one member of staff acts for them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.invitation_policy import Offer, Side
from domains.identity.make_invitation import (
    Ask,
    InvitationMade,
    TooManyInvitations,
    write_invitation,
)
from domains.identity.models import Sitting, StandIn
from domains.identity.offices_held import holds_office
from domains.identity.open_stand_in import NotYourDesk, witnessed
from domains.identity.stand_in_policy import SITTING, STAFF
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Sat:
    """Until `ends_at` this member of staff may act for the person, in what is allowed there."""

    person_id: UUID
    ends_at: datetime


async def begin_sitting(
    actor: Actor, stand_in_id: UUID, *, clock: Clock, ids: Ids
) -> Sat | NotYourDesk:
    """The person is here and showed who they are; one sitting of this member of staff at a time."""
    async with in_transaction():
        row = await _standing(actor, stand_in_id, clock)
        if row is None:
            return NotYourDesk()
        now = clock.now()
        await Sitting.filter(staff_id=actor.person_id, ends_at__gt=now).update(ends_at=now)
        sitting = await Sitting.create(
            id=ids.new(),
            stand_in_id=row.id,
            staff_id=actor.person_id,
            begun_at=now,
            ends_at=now + SITTING,
        )
        await _note(actor, row, "sit", sitting.id, clock, ids)
        return Sat(row.person_id, sitting.ends_at)


async def end_sitting(actor: Actor, *, clock: Clock, ids: Ids) -> int:
    """The person has left the desk; how many sittings ended, one or none."""
    async with in_transaction():
        now = clock.now()
        sitting = await Sitting.select_for_update().get_or_none(
            staff_id=actor.person_id, ends_at__gt=now
        )
        if sitting is None:
            return 0
        sitting.ends_at = now
        await sitting.save(update_fields=["ends_at"])
        row = await StandIn.get(id=sitting.stand_in_id)
        await _note(actor, row, "leave", sitting.id, clock, ids)
        return 1


async def hand_over_code(
    actor: Actor, stand_in_id: UUID, *, clock: Clock, ids: Ids
) -> InvitationMade | TooManyInvitations | NotYourDesk:
    """The code with which the person takes the account over, handed to them at the desk."""
    row = await _standing(actor, stand_in_id, clock)
    if row is None or actor.person_id is None:
        return NotYourDesk()
    ask = Ask(Offer.TAKE_OVER, other_becomes=Side.HOLDER, about=row.person_id)
    return await write_invitation(actor, actor.person_id, ask, clock=clock, ids=ids)


async def _standing(actor: Actor, stand_in_id: UUID, clock: Clock) -> StandIn | None:
    row = await StandIn.get_or_none(id=stand_in_id, ended_at=None)
    if row is None or actor.stand_in_id is not None or not witnessed(row).stands:
        return None
    at_desk = await holds_office(actor, *STAFF, at=clock.now(), unit_id=row.centre_id)
    return row if at_desk else None


async def _note(
    actor: Actor, row: StandIn, verb: str, reference: UUID, clock: Clock, ids: Ids
) -> None:
    await audit.record(
        actor,
        f"identity.stand_in.{verb}",
        subject_id=row.person_id,
        reference=reference,
        clock=clock,
        ids=ids,
    )
