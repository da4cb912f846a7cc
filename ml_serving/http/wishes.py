"""What a client says of its request beside the input: how long, how urgent.

Headers `X-Request-Timeout-Ms` (milliseconds from now) and `X-Request-Priority` (1 before 2 before
3), on every address; in v2 also Triton's parameters `timeout` (microseconds) and `priority` (1 is
the highest, 0 the model's own). The parameter goes before the header.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ml_serving.host import Priority

TIMEOUT, PRIORITY = b"x-request-timeout-ms", b"x-request-priority"
LONGEST_S = 600.0
BY_LEVEL = (Priority.SAFETY, Priority.INTERACTIVE, Priority.BACKGROUND)


@dataclass(frozen=True, slots=True)
class Wishes:
    """None where nothing was said: the model's own then."""

    within_s: float | None = None
    priority: Priority | None = None


NONE = Wishes()


def wishes_of(headers: Mapping[bytes, bytes]) -> Wishes | str:
    """The wishes, or what was expected of a header that cannot be read."""
    if TIMEOUT not in headers and PRIORITY not in headers:
        return NONE
    within_s, priority = None, None
    if TIMEOUT in headers:
        within_s = within(_number(headers[TIMEOUT]), per_s=1e3)
        if within_s is None:
            return "X-Request-Timeout-Ms is a whole number of milliseconds above 0."
    if PRIORITY in headers:
        level = _number(headers[PRIORITY])
        if level is None:
            return "X-Request-Priority is 1, 2 or 3."
        priority = priority_of(level)
    return Wishes(within_s, priority)


def within(amount: int | None, *, per_s: float) -> float | None:
    """Seconds of patience, ten minutes at most; None for what is no patience."""
    if amount is None or amount <= 0:
        return None
    return min(amount / per_s, LONGEST_S) if amount < 2**53 else LONGEST_S


def priority_of(level: int) -> Priority | None:
    """Triton's levels: 1 is the highest, whatever is beyond our last class is the last."""
    return BY_LEVEL[min(level, len(BY_LEVEL)) - 1] if level >= 1 else None


def _number(said: bytes) -> int | None:
    return int(said) if said.isdigit() and len(said) < 20 else None
