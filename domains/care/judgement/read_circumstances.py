"""What one judgement goes by: modes of the dong, bounds of the centre, what opinions taught, and
what was told of the home."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domains.care.judgement.circumstances import Circumstances
from domains.care.judgement.household import Household
from domains.care.judgement.limits import USUAL_BOUNDS, Bounds, Limit, Steps, bound_of, limits_of
from domains.care.judgement.models import CentreBound, DongMode, LearntSteps
from domains.care.judgement.modes import Mode, steps_of
from domains.care.people.care_plan import CarePlan
from domains.kernel import sql


async def circumstances_of(
    home_id: UUID, plan: CarePlan, *, within_s: float, now: datetime
) -> Circumstances:
    bounds = await bounds_of(plan.centre_id)
    modes = await modes_of(plan.dong_id, at=now)
    learnt = await steps_of_senior(plan.senior_id)
    return Circumstances(
        limits=limits_of(bounds, learnt, steps_of(modes, at=now)),
        household=await household_of(plan.senior_id, home_id),
        within_s=within_s,
    )


async def bounds_of(centre_id: UUID) -> Bounds:
    """The latest of each limit that the centre has set, else the usual ones."""
    rows = await CentreBound.filter(centre_id=centre_id).order_by("set_at", "id")
    own = {row.limit: bound_of(row.limit, row.usual, row.least, row.most) for row in rows}
    return {**USUAL_BOUNDS, **own}


async def modes_of(dong_id: UUID, *, at: datetime) -> Sequence[Mode]:
    """Those in force."""
    rows = await DongMode.filter(dong_id=dong_id, since__lte=at, until__gt=at)
    return [Mode(row.kind, row.since, row.until) for row in rows]


async def steps_of_senior(senior_id: UUID) -> Steps:
    rows = await LearntSteps.filter(senior_id=senior_id)
    return {Limit(row.limit): row.steps for row in rows}


async def household_of(senior_id: UUID, home_id: UUID) -> Household:
    """Her pets came with her; the fridge is that of these walls. One statement: it is asked at each
    look at each home."""
    rows = await sql.fetch(
        """
        SELECT coalesce((SELECT has_pet FROM care.pets WHERE senior_id = $1), false) AS has_pet,
            ARRAY(
                SELECT jsonb_array_elements_text(appliances) FROM care.households
                WHERE home_id = $2
            ) AS appliances
        """,
        senior_id,
        home_id,
    )
    return Household(rows[0]["has_pet"], frozenset(rows[0]["appliances"]))
