"""The centre looks at what a senior asked for in the app: it takes her on, or not."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.events import CareAccepted
from domains.care.people.access import NotYourSenior, asked_for_by, speaks_for_centre
from domains.care.people.enrol import tell_of_enrolment
from domains.care.people.models import Enrolment, Residence
from domains.care.people.vocabulary import Way
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Accepted:
    """She is cared for; `changed` is False where she was already."""

    enrolment_id: UUID
    senior_id: UUID
    changed: bool


async def accept_into_care(
    actor: Actor, enrolment_id: UUID, *, clock: Clock, ids: Ids
) -> Accepted | NotYourSenior:
    """Staff of the centre that serves her dong say yes; care begins with this commit."""
    async with in_transaction():
        asked = await Enrolment.get_or_none(id=enrolment_id)
        if asked is None:
            return NotYourSenior()
        row = await asked_for_by(asked.senior_id, at=clock.now())
        if row is None or not await speaks_for_centre(actor, row.centre_id, at=clock.now()):
            return NotYourSenior()
        if row.stands_since is not None:
            return Accepted(row.id, row.senior_id, changed=False)
        row.stands_since = clock.now()
        await row.save(update_fields=["stands_since"])
        await audit.record(
            actor,
            "care.enrolment.accept",
            subject_id=row.senior_id,
            reference=row.id,
            clock=clock,
            ids=ids,
        )
        home = await Residence.get(enrolment_id=row.id, until=None)
        await tell_of_enrolment(row, home.dong_id, clock=clock, ids=ids)
        await _tell_her(row, clock=clock, ids=ids)
        return Accepted(row.id, row.senior_id, changed=True)


async def _tell_her(row: Enrolment, *, clock: Clock, ids: Ids) -> None:
    """Who signed a paper at a desk heard there what comes of it."""
    if row.way is Way.APP:
        event = CareAccepted(enrolment_id=row.id, senior_id=row.senior_id, centre_id=row.centre_id)
        await outbox.record(event, clock=clock, ids=ids)
