"""She said that she is well, or her home did."""

from datetime import datetime
from uuid import UUID

from domains.care.cases.end_case import end_case
from domains.care.cases.levels import is_ended_by_life
from domains.care.cases.models import Case, CaseConcern, CaseStep, EmergencyCall
from domains.care.cases.open_case import open_case_of
from domains.care.cases.vocabulary import CaseEnd, LifeWay
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def sign_of_life(
    senior_id: UUID, *, at: datetime, way: LifeWay, clock: Clock, ids: Ids
) -> None:
    """Within the caller's transaction: ends the open case where it is enough for that, and else
    stands in it for those who look. `at` is when she showed it, not when we learned of it.

    While somebody is with her, as was told, a door or a tap may be theirs: it is no sign of hers.
    """
    case = await open_case_of(senior_id)
    if case is None or (way is LifeWay.HOME and await _is_visited(senior_id, at=at)):
        return
    _note(case, at, way)
    if await _is_ended(case, at, way):
        await end_case(case, CaseEnd.LIFE, clock=clock, ids=ids)
    else:
        await case.save(update_fields=["life_at", "answered_at"])


async def _is_ended(case: Case, at: datetime, way: LifeWay) -> bool:
    return is_ended_by_life(
        way,
        at=at,
        observed_at=case.observed_at,
        kinds={concern.kind for concern in await CaseConcern.filter(case_id=case.id)},
        state=case.state,
        rungs={step.rung for step in await CaseStep.filter(case_id=case.id)},
        is_with_119=await EmergencyCall.exists(case_id=case.id, sent_at__isnull=False),
    )


async def _is_visited(senior_id: UUID, *, at: datetime) -> bool:
    return bool(
        await sql.fetch(
            "SELECT FROM care.visits WHERE senior_id = $1 AND since <= $2 AND until >= $2 LIMIT 1",
            senior_id,
            at,
        )
    )


def _note(case: Case, at: datetime, way: LifeWay) -> None:
    case.life_at = max(at, case.life_at or at)
    if way is LifeWay.OWN_ANSWER:
        case.answered_at = max(at, case.answered_at or at)
