"""What an answer does to a check-in. Pure.

Only a clear "I'm fine" reassures, and only once, in time: everything else raises, whatever the
state, and nothing that was raised is lowered here. Whether a later "I'm fine" ends what people
were told is the case's own rule (`cases`): it is told of it as a sign of life.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from domains.care.check_ins.vocabulary import CheckInState, Meaning

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
    """Over already; the case, if any, hears that she said so."""
    RAISES = "raises"
    TOO_LATE = "too_late"
    """It reassures nobody: another day's question, or none any more."""


@dataclass(frozen=True, slots=True)
class Course:
    effect: Effect
    state: CheckInState


def course(
    state: CheckInState, meaning: Meaning, *, now: datetime, answerable_until: datetime
) -> Course:
    """What an answer that is heard at `now` makes of a check-in."""
    if meaning is not Meaning.FINE:
        return Course(Effect.RAISES, CheckInState.RAISED)
    if now >= answerable_until:
        return Course(Effect.TOO_LATE, state)
    match state:
        case CheckInState.OPEN:
            return Course(Effect.SETTLES, CheckInState.ANSWERED)
        case CheckInState.MISSED:
            return Course(Effect.SETTLES, CheckInState.LATE)
        case CheckInState.ANSWERED | CheckInState.LATE | CheckInState.RAISED:
            return Course(Effect.ADDS, state)
        case CheckInState.CALLED_OFF:
            return Course(Effect.TOO_LATE, state)
        case unreachable:
            assert_never(unreachable)


def is_still_asked(due_at: datetime, *, now: datetime) -> bool:
    """Whether a question that we could not ask in time is asked now."""
    return now - due_at <= ASKED_LATE_WITHIN


def said_at(claimed: datetime | None, *, asked_at: datetime, now: datetime) -> datetime:
    """When it was said: what a phone claims counts between the question and now."""
    return now if claimed is None else min(max(claimed, asked_at), now)
