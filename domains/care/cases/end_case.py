"""A case is over: nothing happens in it any more, what rings falls silent, 119 hears of it.
Where she was as she cried for help is gone with it."""

from uuid import UUID

from domains.care.cases.end_calls import end_calls
from domains.care.cases.events import CaseEnded
from domains.care.cases.keep_position import forget_position
from domains.care.cases.models import Case
from domains.care.cases.next_step import plan_nothing
from domains.care.cases.vocabulary import CaseEnd, CaseState, FalseAlarm
from domains.care.check_ins.companion_call import call_off_companion
from domains.kernel import outbox
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def end_case(
    case: Case,
    end: CaseEnd,
    *,
    by: UUID | None = None,
    false_alarm: FalseAlarm | None = None,
    clock: Clock,
    ids: Ids,
) -> None:
    """Within the caller's transaction, which holds the case's lock."""
    case.state, case.ended_how, case.ended_at = CaseState.ENDED, end, clock.now()
    case.ended_by = by
    if false_alarm is not None:
        case.false_alarm = false_alarm
    await case.save()
    await end_calls(case, end, clock=clock, ids=ids)
    await forget_position(case.id)
    await plan_nothing(case.id)
    await call_off_companion(case.id, clock=clock, ids=ids)
    event = CaseEnded(
        case_id=case.id, senior_id=case.senior_id, end=end, ended_by=by, at=clock.now()
    )
    await outbox.record(event, clock=clock, ids=ids)
