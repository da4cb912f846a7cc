"""What an answer does to a check-in. Pure.

Only a clear "I'm fine" reassures, and only once, in time: everything else raises, whatever the
state, and nothing that was raised is lowered here. Whether a later "I'm fine" ends what people
were told is the case's own rule (`cases`): it is told of it as a sign of life.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from domains.care.check_ins.vocabulary import CheckInState, Meaning, Origin

LATE: Final = timedelta(minutes=5)
"""A timer that fires later than this was held up by us: she may have answered in vain."""

GRACE: Final = timedelta(minutes=10)
"""Then she is asked again, and so long is waited before people are told."""

ASKED_LATE_WITHIN: Final = timedelta(hours=2)
"""A question that we held up for longer is not asked at a strange hour."""

ANSWERABLE: Final = timedelta(hours=24)
"""An answer belongs to its question until the next one, and no longer than this."""


class Effect(StrEnum):
    """What an answer brings about."""

    SETTLES = "settles"
    """She is fine: the question is over."""
    ADDS = "adds"
    """Over already, or past its time; the case, if any, hears that she said so, and when."""
    RAISES = "raises"
    TOO_LATE = "too_late"
    """It reassures nobody: another day's question, or none any more."""


@dataclass(frozen=True, slots=True)
class Course:
    effect: Effect
    state: CheckInState


def course(
    state: CheckInState,
    meaning: Meaning,
    *,
    origin: Origin,
    now: datetime,
    answerable_until: datetime,
) -> Course:
    """What an answer that is heard at `now` makes of a check-in.

    A companion's question is of minutes, our own outage lasts as long, and it rings on while
    somebody takes the case: what she said to it is never too late to be weighed by when she said
    it. The case's rule lets it end what was noticed before, and nothing that was noticed since.
    """
    if meaning is not Meaning.FINE:
        return Course(Effect.RAISES, CheckInState.RAISED)
    if now >= answerable_until and origin is Origin.PLAN:
        return Course(Effect.TOO_LATE, state)
    match state:
        case CheckInState.OPEN:
            return Course(Effect.SETTLES, CheckInState.ANSWERED)
        case CheckInState.MISSED:
            return Course(Effect.SETTLES, CheckInState.LATE)
        case CheckInState.ANSWERED | CheckInState.LATE | CheckInState.RAISED:
            return Course(Effect.ADDS, state)
        case CheckInState.CALLED_OFF:
            of_the_day = origin is Origin.PLAN
            return Course(Effect.TOO_LATE if of_the_day else Effect.ADDS, state)
        case unreachable:
            assert_never(unreachable)


def is_still_asked(due_at: datetime, *, now: datetime) -> bool:
    """Whether a question that we could not ask in time is asked now."""
    return now - due_at <= ASKED_LATE_WITHIN


def said_at(claimed: datetime | None, *, asked_at: datetime, now: datetime) -> datetime:
    """When it was said: what a phone claims counts between the question and now."""
    return now if claimed is None else min(max(claimed, asked_at), now)
