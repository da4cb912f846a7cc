"""Waiting for something to become true, with a bound and without guessing how long it takes."""

import time
from collections.abc import Callable

STEP_S = 0.02


def until(holds: Callable[[], bool], what: str, *, within_s: float = 10) -> None:
    """Raises AssertionError when it does not come true in time."""
    end = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < end, f"not within {within_s} s: {what}"
        time.sleep(STEP_S)
