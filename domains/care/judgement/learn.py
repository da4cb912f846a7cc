"""What "was this right?" teaches: a step at a time, and never past a human's bounds."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, assert_never

from domains.care.cases.vocabulary import ConcernKind
from domains.care.judgement.limits import Bounds, Limit, Steps


class Opinion(StrEnum):
    """What somebody says of an alarm, once they know how it was."""

    RIGHT = "right"
    NEEDLESS = "needless"
    TOO_LATE = "too_late"


MOVED: Final[Mapping[ConcernKind, Limit]] = {
    ConcernKind.DOOR_NOT_OPENED: Limit.DOOR_DAYS,
    ConcernKind.NO_WATER_OR_POWER: Limit.UTILITY_H,
}


def limits_moved(kind: ConcernKind, *, is_hot: bool | None) -> tuple[Limit, ...]:
    """Which limits an opinion of such an alarm is about; none of smoke, gas, a fall or SOS, nor of
    a temperature of which nobody knows any more which it was (`is_hot` None)."""
    match kind:
        case ConcernKind.INACTIVITY:
            return (Limit.QUESTIONS_A_WEEK, Limit.SILENCE_H)
        case ConcernKind.TEMPERATURE if is_hot is None:
            return ()
        case ConcernKind.TEMPERATURE:
            return (Limit.HOT_C,) if is_hot else (Limit.COLD_C,)
        case _:
            return (MOVED[kind],) if kind in MOVED else ()


def learnt(steps: Steps, limit: Limit, opinion: Opinion, *, bounds: Bounds) -> Steps:
    """One step more or less. A step that the bounds would swallow is not kept, so that the way
    back is as long as the way there."""
    match opinion:
        case Opinion.RIGHT:
            return steps
        case Opinion.NEEDLESS:
            moved = steps.get(limit, 0) + 1
        case Opinion.TOO_LATE:
            moved = steps.get(limit, 0) - 1
        case unreachable:
            assert_never(unreachable)
    is_felt = bounds[limit].at(moved) != bounds[limit].at(steps.get(limit, 0))
    return {**steps, limit: moved} if is_felt else steps
