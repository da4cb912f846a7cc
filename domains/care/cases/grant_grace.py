"""We were away while she was waited for: what she answered may never have reached us."""

from domains.care.cases.models import Case
from domains.care.cases.next_step import FOR_HER, plan_next
from domains.care.cases.vocabulary import ConcernKind
from domains.care.check_ins.companion_call import call_off_companion, companion_call
from domains.care.check_ins.policy import GRACE, LATE
from domains.care.people.read_plans import care_plan
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.timers import Timer


async def had_no_chance(case: Case, timer: Timer, *, clock: Clock) -> bool:
    """Whether her own time in a case ran out while we could hear nobody. A fall waits for nothing
    more: from the floor she may not reach the telephone a second time."""
    held_up = timer.facts.get(FOR_HER) and clock.now() - timer.due_at > LATE
    if not held_up or case.kind is ConcernKind.FALL:
        return False
    care = await care_plan(case.senior_id, at=clock.now())
    return care is not None and not care.is_paused


async def grant_grace(case: Case, *, clock: Clock, ids: Ids) -> None:
    """She is asked once more before anybody else is: nobody is woken by a restart. What she said to
    the question that this one takes back is heard all the same, and the next time we are late the
    case goes on."""
    await call_off_companion(case.id, clock=clock, ids=ids)
    await companion_call(case.senior_id, case_id=case.id, within=GRACE, clock=clock, ids=ids)
    await plan_next(case.id, at=clock.now() + GRACE, clock=clock)
