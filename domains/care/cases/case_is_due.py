"""The timer of a case rings: the next step, or a taker who has been silent for too long."""

from typing import assert_never

from domains.care.cases.go_over import go_where_she_is
from domains.care.cases.grant_grace import grant_grace, had_no_chance
from domains.care.cases.models import Case
from domains.care.cases.open_case import lock_case
from domains.care.cases.take_step import take_step
from domains.care.cases.vocabulary import CaseState
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.timers import Timer


async def case_is_due(timer: Timer, *, clock: Clock, ids: Ids) -> None:
    """The handler of `next_step.TOPIC`. After the end nothing happens, whoever set the timer."""
    case = await lock_case(timer.about)
    if case is None:
        return
    match case.state:
        case CaseState.OPEN if await had_no_chance(case, timer, clock=clock):
            await grant_grace(case, clock=clock, ids=ids)
        case CaseState.OPEN:
            await _go_on(case, timer, clock=clock, ids=ids)
        case CaseState.TAKEN:
            case.state = CaseState.OPEN
            await _go_on(case, timer, again=True, clock=clock, ids=ids)
        case CaseState.ENDED:
            return
        case unreachable:
            assert_never(unreachable)


async def _go_on(case: Case, timer: Timer, *, again: bool = False, clock: Clock, ids: Ids) -> None:
    """The word that her dong went over may have come to a process of the release before, which
    knows nothing of it and takes it for done: the step asks whose she is by itself."""
    await go_where_she_is(case, clock=clock, ids=ids)
    await take_step(case, due_at=timer.due_at, again=again, clock=clock, ids=ids)
