"""A centre looks at what a senior asked for and cannot take her on: it says why, and nothing of
what she sent stays."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.events import CareDeclined
from domains.care.hold_all_of import hold_all_of
from domains.care.people.access import NotYourSenior, asked_for_by, speaks_for_centre
from domains.care.people.models import Enrolment
from domains.care.people.read_plans import PURPOSES
from domains.care.people.vocabulary import Declined
from domains.consent import public as consent
from domains.consent.public import Erasers, Purpose
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class ApplicationDeclined:
    """With this commit it is gone, and her consents to care with it."""

    enrolment_id: UUID


@dataclass(frozen=True, slots=True)
class AlreadyStands:
    """She is cared for: from then on only her own word ends it."""

    enrolment_id: UUID


async def decline_application(
    actor: Actor,
    enrolment_id: UUID,
    why: Declined,
    *,
    erasers: Erasers,
    clock: Clock,
    ids: Ids,
) -> ApplicationDeclined | AlreadyStands | NotYourSenior:
    """Staff of the centre that serves her dong say no to whom waits. Locks as who leaves does
    (`lock_senior`): her consents, all of her, then the enrolment that another may accept. Of whom
    was erased while they waited for her consents nothing is left behind."""
    async with in_transaction():
        asked = await Enrolment.get_or_none(id=enrolment_id)
        if asked is None or not await speaks_for_centre(actor, asked.centre_id, at=clock.now()):
            return NotYourSenior()
        if await consent.hold_if_known(asked.senior_id, clock=clock) is None:
            return NotYourSenior()
        await hold_all_of(asked.senior_id)
        row = await asked_for_by(asked.senior_id, at=clock.now())
        if row is None or row.id != enrolment_id:
            return NotYourSenior()
        if not await speaks_for_centre(actor, row.centre_id, at=clock.now()):
            return NotYourSenior()
        if row.stands_since is not None:
            return AlreadyStands(row.id)
        await _end(actor, row, why, erasers=erasers, clock=clock, ids=ids)
        return ApplicationDeclined(enrolment_id)


async def _end(
    actor: Actor, row: Enrolment, why: Declined, *, erasers: Erasers, clock: Clock, ids: Ids
) -> None:
    """The consent to check-ins ends last: its eraser takes the enrolment away."""
    await audit.record(
        actor,
        "care.enrolment.decline",
        subject_id=row.senior_id,
        reference=row.id,
        clock=clock,
        ids=ids,
    )
    ends = [*sorted(PURPOSES - {Purpose.CARE_CHECK_INS}), Purpose.CARE_CHECK_INS]
    await consent.end_unserved(row.senior_id, ends, erasers=erasers, clock=clock, ids=ids)
    event = CareDeclined(senior_id=row.senior_id, centre_id=row.centre_id, why=why)
    await outbox.record(event, clock=clock, ids=ids)
