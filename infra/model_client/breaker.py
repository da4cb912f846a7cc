"""The circuit breaker of one model: what fails is left alone for a while, and asked again.

Pure: a state and what happened give the next state. Time comes with each call, in seconds of one
monotonic clock, and so does the dice. Only what began while the breaker was closed counts against
it; only a probe closes it again.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, assert_never

FAULTS_IN_A_ROW: Final = 5
WINDOW: Final = 20
"""Latest answers that the ratio is taken over."""
MOST_FAULTS: Final = WINDOW // 2
FIRST_REST_S: Final = 0.5
LONGEST_REST_S: Final = 30.0
PROBE_LOST_S: Final = 10.0
"""Longer than any call lives: a probe that nobody reported is given to somebody else."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Everything goes through. `latest` are faults (True) and answers, the newest last; `trips` is
    how often it opened without a whole good window since."""

    latest: tuple[bool, ...] = ()
    trips: int = 0


@dataclass(frozen=True, slots=True)
class Open:
    """Nothing goes through before `until`."""

    until: float
    trips: int


@dataclass(frozen=True, slots=True)
class HalfOpen:
    """One probe is under way; nothing else goes through, unless it is lost."""

    probe_lost_at: float
    trips: int


Breaker = Closed | Open | HalfOpen


class Pass(Enum):
    """What a call went through on; it is handed back with what became of it."""

    REGULAR = "regular"
    PROBE = "probe"


def begin(state: Breaker, *, now: float) -> tuple[Breaker, Pass | None]:
    """Whether a call may begin; None: it may not."""
    match state:
        case Closed():
            return state, Pass.REGULAR
        case Open(until, trips) | HalfOpen(until, trips) if now >= until:
            return HalfOpen(now + PROBE_LOST_S, trips), Pass.PROBE
        case _:
            return state, None


def succeeded(state: Breaker, by: Pass) -> Breaker:
    """The model answered, and not that it cannot."""
    match state, by:
        case Closed(), _:
            return _noted(state, is_fault=False)
        case HalfOpen(_, trips), Pass.PROBE:
            return Closed(trips=trips)
        case _:
            return state


def failed(state: Breaker, by: Pass, *, now: float, dice: float) -> Breaker:
    """No answer, a broken one, or that it cannot. `dice` lies in [0, 1)."""
    match state, by:
        case Closed(), Pass.REGULAR:
            noted = _noted(state, is_fault=True)
            return _opened(noted.trips, now=now, dice=dice) if _is_down(noted) else noted
        case HalfOpen(_, trips), Pass.PROBE:
            return _opened(trips, now=now, dice=dice)
        case _:
            return state


def let_go(state: Breaker, by: Pass, *, now: float) -> Breaker:
    """The call was given up, and proved nothing: another may probe at once."""
    match state, by:
        case HalfOpen(_, trips), Pass.PROBE:
            return Open(now, trips)
        case _:
            return state


def name_of(state: Breaker) -> str:
    """As a metric's label."""
    match state:
        case Closed():
            return "closed"
        case Open():
            return "open"
        case HalfOpen():
            return "half_open"
        case unreachable:
            assert_never(unreachable)


def _noted(state: Closed, *, is_fault: bool) -> Closed:
    latest = (*state.latest, is_fault)[-WINDOW:]
    is_well = len(latest) == WINDOW and not any(latest)
    return replace(state, latest=latest, trips=0 if is_well else state.trips)


def _is_down(state: Closed) -> bool:
    in_a_row = state.latest[-FAULTS_IN_A_ROW:]
    return (len(in_a_row) == FAULTS_IN_A_ROW and all(in_a_row)) or (
        len(state.latest) == WINDOW and sum(state.latest) >= MOST_FAULTS
    )


def _opened(trips: int, *, now: float, dice: float) -> Open:
    """Exponential backoff; half of it is dice, so that processes do not probe in step."""
    ceiling = min(LONGEST_REST_S, FIRST_REST_S * 2 ** min(trips, 10))
    return Open(now + ceiling * (0.5 + dice / 2), trips + 1)
