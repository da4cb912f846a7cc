"""What a shop expects when no model answers: the same as a season ago, give or take a lot.

For the step `h` steps ahead, with a season of `m` steps (a week) and a history `y` of `n`:

    middle = y[n - m + (h - 1) mod m]
    half   = q90(|y[t] - y[t - m]| for t >= m) * sqrt(1 + (h - 1) // m)
    band   = max(0, middle - half) … middle + half

A step that nobody counted is taken to have been like the one a season before it, or like the
median. The nine-in-ten error to both sides is wider than the eight in ten that a band promises, on
purpose: who plans by it should see that nobody has thought. A history shorter than a season has no
season: its median, give or take its largest count. One shorter than two has no errors of its own:
the band reaches as far as its largest count.
(Seasonal naive: Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 5.2 and 5.5.)
"""

from collections.abc import Sequence
from math import ceil, sqrt
from statistics import median
from typing import Final

from domains.commerce.ports import Band, Step

RULE: Final = "seasonal-naive"
SEASON: Final = {Step.HOUR: 24 * 7, Step.DAY: 7}
"""Steps of a week: shops live by weekdays."""


def seasonal_naive(counts: Sequence[float | None], *, step: Step, steps: int) -> tuple[Band, ...]:
    """`steps` bands, the nearest first; none where nothing was ever counted."""
    season = SEASON[step]
    history = _filled(counts, season)
    if not history:
        return ()
    error = _usual_error(history, season)
    return tuple(
        _band(_a_season_ago(history, season, ahead), error * sqrt(1 + ahead // season))
        for ahead in range(steps)
    )


def _filled(counts: Sequence[float | None], season: int) -> Sequence[float]:
    known = [count for count in counts if count is not None]
    filled: list[float] = []
    for place, count in enumerate(counts if known else ()):
        if count is not None:
            filled.append(count)
        else:
            filled.append(filled[place - season] if place >= season else median(known))
    return filled


def _a_season_ago(history: Sequence[float], season: int, ahead: int) -> float:
    if len(history) < season:
        return median(history)
    return history[len(history) - season + ahead % season]


def _usual_error(history: Sequence[float], season: int) -> float:
    errors = sorted(abs(now - then) for now, then in zip(history[season:], history, strict=False))
    return errors[ceil(0.9 * len(errors)) - 1] if errors else max(history)


def _band(middle: float, half: float) -> Band:
    return Band(low=max(0.0, middle - half), middle=middle, high=middle + half)
