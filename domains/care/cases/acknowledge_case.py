"""A person takes a case: everything else stops in the same transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.cases.access import CaseOver, NotYourCase, open_case_for
from domains.care.cases.events import CaseTaken
from domains.care.cases.ladder import SILENCE
from domains.care.cases.models import Case
from domains.care.cases.next_step import next_at, plan_next
from domains.care.cases.vocabulary import CaseState
from domains.care.check_ins.companion_call import call_off_companion
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.audit import Why
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class CaseAcknowledged:
    """Somebody has it; `by_you` is False when another person was faster.

    If nothing is heard of them before `silent_at`, others are asked; it moves with each act of
    theirs, and with each time they say that they need longer.
    """

    case_id: UUID
    taken_at: datetime
    by_you: bool
    silent_at: datetime


async def acknowledge_case(
    actor: Actor, *, case_id: UUID, clock: Clock, ids: Ids
) -> CaseAcknowledged | CaseOver | NotYourCase:
    """Take an open case. From the commit on nobody else is asked: the timer is the taker's, and
    what was on its way to the others finds that they are asked no more."""
    async with in_transaction():
        case = await open_case_for(actor, case_id, clock=clock)
        if not isinstance(case, Case):
            return case
        if case.state is CaseState.OPEN:
            await take(actor, case, clock=clock, ids=ids)
        silent_at = await next_at(case.id)
        assert case.taken_at is not None
        assert silent_at is not None
        return CaseAcknowledged(case.id, case.taken_at, case.taken_by == actor.person_id, silent_at)


async def take(actor: Actor, case: Case, *, clock: Clock, ids: Ids) -> None:
    """Within the caller's transaction, which holds the case's lock."""
    assert actor.person_id is not None
    now = clock.now()
    case.state, case.taken_by, case.taken_at = CaseState.TAKEN, actor.person_id, now
    case.first_taken_at = case.first_taken_at or now
    await case.save()
    await plan_next(case.id, at=now + SILENCE[case.level], clock=clock)
    await call_off_companion(case.id, clock=clock, ids=ids)
    event = CaseTaken(case_id=case.id, senior_id=case.senior_id, taken_by=actor.person_id, at=now)
    await outbox.record(event, clock=clock, ids=ids)
    await note(actor, case, "care.case.acknowledge", clock=clock, ids=ids)


async def note(actor: Actor, case: Case, action: str, *, clock: Clock, ids: Ids) -> None:
    """The trace of what somebody did in a case."""
    await audit.record(
        actor,
        action,
        subject_id=case.senior_id,
        reference=case.id,
        why=Why.EMERGENCY,
        clock=clock,
        ids=ids,
    )
