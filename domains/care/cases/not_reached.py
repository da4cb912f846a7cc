"""No way led to somebody who was asked: who is next, if anybody, is asked at once."""

from uuid import UUID

from domains.care.cases.events import GapFound
from domains.care.cases.ladder import ASKED_AGAIN
from domains.care.cases.models import CaseAsked, CaseStep
from domains.care.cases.next_step import plan_next
from domains.care.cases.open_case import lock_case
from domains.care.cases.vocabulary import CaseState, Gap
from domains.kernel import outbox
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def not_reached(step_id: UUID, person_id: UUID, *, clock: Clock, ids: Ids) -> None:
    """Within the caller's transaction. Whoever else was asked in the same step is waited for; a
    step that is past is past. At the ladder's end the wait stays: the same people at once would
    be asked without end, as fast as pushes fail. Safe to repeat."""
    step = await CaseStep.get_or_none(id=step_id)
    case = None if step is None else await lock_case(step.case_id)
    if step is None or case is None:
        return
    noted = await CaseAsked.filter(step_id=step_id, person_id=person_id, unreached_at=None).update(
        unreached_at=clock.now()
    )
    if not noted or case.state is not CaseState.OPEN or case.steps != step.no:
        return
    if await CaseAsked.filter(step_id=step_id, unreached_at=None).exists():
        return
    gap = GapFound(
        case_id=case.id, senior_id=case.senior_id, gap=Gap.NOT_REACHED, dong_id=case.dong_id
    )
    await outbox.record(gap, clock=clock, ids=ids)
    if step.rung not in ASKED_AGAIN:
        await plan_next(case.id, at=clock.now(), clock=clock)
