"""A pause begins while a case is open: it may be all that the case wanted to know."""

from typing import Final
from uuid import UUID

from domains.care.cases.acknowledge_case import note
from domains.care.cases.end_case import end_case
from domains.care.cases.models import Case, CaseConcern
from domains.care.cases.open_case import open_case_of
from domains.care.cases.vocabulary import CaseEnd, CaseState, ConcernKind
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

ONLY_MISSED: Final = frozenset(
    {
        ConcernKind.MISSED_CHECK_IN,
        ConcernKind.INACTIVITY,
        ConcernKind.DOOR_NOT_OPENED,
        ConcernKind.NO_WATER_OR_POWER,
    }
)
"""These ask where she is. Smoke, gas, a fall, SOS, a call for help, an unclear answer and a flat
that is too cold ask more than that."""


async def end_for_pause(actor: Actor, senior_id: UUID, *, clock: Clock, ids: Ids) -> bool:
    """Within the transaction of the pause; whether a case was ended by it.

    The pause is an act, and stands in the case as its end with the name of whoever said it. A case
    that somebody has in their hands is theirs to end: they hear of the pause and know more.
    """
    case = await open_case_of(senior_id)
    if case is None or not await _asks_only_where_she_is(case):
        return False
    await end_case(case, CaseEnd.PAUSED, by=actor.person_id, clock=clock, ids=ids)
    await note(actor, case, "care.case.end_by_pause", clock=clock, ids=ids)
    return True


async def _asks_only_where_she_is(case: Case) -> bool:
    if case.state is not CaseState.OPEN:
        return False
    return (
        not await CaseConcern.filter(case_id=case.id).exclude(kind__in=list(ONLY_MISSED)).exists()
    )
