"""Her dong or her centre is another from now on: an open case of hers goes with her."""

from datetime import datetime
from typing import Final
from uuid import UUID

from domains.care.cases.access import depths_on_case
from domains.care.cases.events import CaseWentOver
from domains.care.cases.levels import STRAIGHT_TO_119
from domains.care.cases.models import Case
from domains.care.cases.next_step import plan_next
from domains.care.cases.vocabulary import CaseState, Rung
from domains.care.people.may_see import read_offices
from domains.kernel import outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

PAST_THE_WORKER: Final = frozenset({Rung.STAND_IN, Rung.CENTRE, Rung.CONFIRM})
PAST_THE_CENTRE: Final = frozenset({Rung.CONFIRM})


async def go_where_she_is(case: Case, *, clock: Clock, ids: Ids) -> None:
    """To who looks after her at this moment. What was opened for who had no plan is no centre's;
    of who has left there is nothing to bring. Within the caller's transaction, which holds the
    case; done twice it changes nothing."""
    if case.centre_id is None:
        return
    for care in await read_offices([case.senior_id]):
        dong_id, centre_id = care["dong_id"], care["centre_id"]
        await go_over(case, dong_id=dong_id, centre_id=centre_id, clock=clock, ids=ids)


async def go_over(case: Case, *, dong_id: UUID, centre_id: UUID, clock: Clock, ids: Ids) -> None:
    """Within the transaction of the move, which holds the case, and after it: whoever sees her now
    sees the case on their list and board.

    Who was asked before looks after her no more. Where the ladder had passed them it goes back to
    their successors, at once if nobody has the case, or somebody who may do nothing in it now.
    """
    if (case.dong_id, case.centre_id) == (dong_id, centre_id):
        return
    event = CaseWentOver(case_id=case.id, senior_id=case.senior_id, from_centre_id=case.centre_id)
    goes_back = _go_back(case, to_another_dong=case.dong_id != dong_id)
    case.dong_id, case.centre_id = dong_id, centre_id
    await case.save(update_fields=["dong_id", "centre_id", "next_rung"])
    await outbox.record(event, clock=clock, ids=ids)
    if await _is_due(case, goes_back=goes_back, at=clock.now()):
        await plan_next(case.id, at=clock.now(), clock=clock)


def _go_back(case: Case, *, to_another_dong: bool) -> bool:
    """119 is never put off by it, nor asked for twice: what begins with 119, or is with it, goes on
    from there. So does a fall that waits for a human since somebody saw to it: at her next cry it
    waits for nobody (`levels.needs_a_human`)."""
    if case.kind in STRAIGHT_TO_119:
        return False
    back_to = Rung.WORKER if to_another_dong else Rung.CENTRE
    goes_back = case.next_rung in (PAST_THE_WORKER if to_another_dong else PAST_THE_CENTRE)
    if goes_back:
        case.next_rung = back_to
    return goes_back


async def _is_due(case: Case, *, goes_back: bool, at: datetime) -> bool:
    """A fall that somebody took keeps its minutes: no machine calls 119 sooner because of a form.
    Who is asked while 119 is there hears of it now."""
    if case.next_rung is Rung.HAND_OVER:
        return False
    if case.state is CaseState.TAKEN:
        taker = Actor(person_id=case.taken_by)
        return not await depths_on_case(taker, [case.senior_id], at=at)
    return goes_back or case.next_rung is Rung.WATCH
