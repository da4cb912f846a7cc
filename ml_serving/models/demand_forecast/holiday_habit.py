"""What this shop did on holidays before: its own ratio of holiday to usual day, if it has one."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.demand_forecast.day_marks import FAR, Marks, marks_of
from ml_serving.models.demand_forecast.past import Past
from ml_serving.models.demand_forecast.window import Numbers

WEEKS_AROUND: Final = 3
_AROUND: Final = 7 * np.array([week for week in range(-WEEKS_AROUND, WEEKS_AROUND + 1) if week])
_SOFT: Final = 0.1
_BELIEF: Final = 1.0
"""A habit seen once is believed half."""


def holiday_habit(past: Past) -> tuple[Numbers, Numbers]:
    """For each step ahead: log ratio (0 where none is known) and how many times it was seen.

    A step about a feast is compared with the same distance from the same feast; another public
    holiday with all other public holidays.
    """
    ahead = past.ahead
    ratio = np.zeros(past.window.horizon)
    seen = np.zeros(past.window.horizon)
    special = ahead.holiday | (ahead.feast_distance != FAR)
    if not special.any() or len(past.days) <= past.rhythm.week // past.rhythm.day:
        return ratio, seen
    marks, unusual = _marks_of_days(past)
    ratios = _against_usual(past.days, unusual)
    for step in np.flatnonzero(special):
        alike = ratios[_alike(marks, ahead, int(step)) & np.isfinite(ratios)]
        seen[step] = len(alike)
        ratio[step] = alike.sum() / (len(alike) + _BELIEF)
    return ratio, seen


def _marks_of_days(past: Past) -> tuple[Marks, NDArray[np.bool_]]:
    origin = past.window.ahead[0]
    back = np.arange(len(past.days), 0, -1) * past.rhythm.day
    marks = marks_of(origin - back, past.window.country)
    return marks, marks.holiday | (marks.feast_distance != FAR)


def _against_usual(days: Numbers, unusual: NDArray[np.bool_]) -> Numbers:
    """Log ratio of each unusual day to the mean of that weekday in the weeks before and after."""
    calm = np.where(unusual, np.nan, days)
    ratios = np.full(len(days), np.nan)
    at = np.flatnonzero(unusual & np.isfinite(days))
    around = at[:, None] + _AROUND
    near = np.where((around >= 0) & (around < len(days)), calm[around % len(days)], np.nan)
    count = np.isfinite(near).sum(axis=1)
    mean = np.nan_to_num(near).sum(axis=1) / np.maximum(count, 1)
    told = np.log((days[at] + _SOFT) / (mean + _SOFT))
    ratios[at] = np.where(count > 0, told, np.nan)
    return ratios


def _alike(marks: Marks, ahead: Marks, step: int) -> NDArray[np.bool_]:
    if ahead.feast_distance[step] == FAR:
        return np.asarray(marks.holiday & (marks.feast_distance == FAR))
    return np.asarray(
        (marks.feast == ahead.feast[step]) & (marks.feast_distance == ahead.feast_distance[step])
    )
