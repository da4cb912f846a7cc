"""How it stands with somebody's question today: one word for her own screen and for others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domains.care.check_ins.models import CheckIn, StoredPlan
from domains.care.check_ins.vocabulary import CheckInState, Origin, Way
from domains.care.people.read_plans import care_plan


class Today(StrEnum):
    """The state of a day, in one word."""

    NO_PLAN = "no_plan"
    PAUSED = "paused"
    NOT_YET = "not_yet"
    """Nothing was asked lately; `next_at` says when it will be."""
    ASKED = "asked"
    ANSWERED = "answered"
    RAISED = "raised"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class TodaysCheckIn:
    """`check_in_id` is what an answer names: None where there is no question to answer."""

    today: Today
    check_in_id: UUID | None = None
    origin: Origin | None = None
    asked_at: datetime | None = None
    settled_at: datetime | None = None
    way: Way | None = None
    next_at: datetime | None = None


BY_STATE = {
    CheckInState.OPEN: Today.ASKED,
    CheckInState.ANSWERED: Today.ANSWERED,
    CheckInState.LATE: Today.ANSWERED,
    CheckInState.RAISED: Today.RAISED,
    CheckInState.MISSED: Today.MISSED,
}


async def todays_check_in(senior_id: UUID, *, at: datetime) -> TodaysCheckIn:
    """The question that an answer would be to at this moment, or what comes next.

    Whoever asks for another must be allowed to see her state: `may_see(..., depth=STATE)`.
    """
    row = await (
        CheckIn.filter(senior_id=senior_id, answerable_until__gt=at, state__in=list(BY_STATE))
        .order_by("-asked_at", "-id")
        .first()
    )
    plan = await StoredPlan.get_or_none(senior_id=senior_id)
    next_at = plan.due_at if plan is not None else None
    if row is not None:
        return TodaysCheckIn(
            BY_STATE[row.state],
            row.id,
            row.origin,
            row.asked_at,
            row.settled_at,
            row.way,
            next_at,
        )
    return TodaysCheckIn(await _without(senior_id, next_at, at=at), next_at=next_at)


async def _without(senior_id: UUID, next_at: datetime | None, *, at: datetime) -> Today:
    care = await care_plan(senior_id, at=at)
    if care is not None and care.is_paused:
        return Today.PAUSED
    return Today.NO_PLAN if care is None or next_at is None else Today.NOT_YET
