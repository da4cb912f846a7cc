"""How the same weeks went a year ago, against those before them: the shop's own season."""

from typing import Final

import numpy as np

from ml_serving.models.demand_forecast.past import Past
from ml_serving.models.demand_forecast.window import Numbers

YEAR: Final = 364
"""Days: 52 weeks, so that weekdays meet."""

_BEFORE: Final = 28
_AROUND: Final = 7
_SOFT: Final = 0.1


def last_year(past: Past) -> tuple[Numbers, Numbers]:
    """For each step ahead: log ratio of the fortnight about its day last year to the four weeks
    before the origin of last year (0 where unknown), and 1 where it is known."""
    origin = len(past.days) - YEAR
    known = np.zeros(past.window.horizon)
    ratio = np.zeros(past.window.horizon)
    if origin < _BEFORE:
        return ratio, known
    before = past.days[origin - _BEFORE : origin]
    line = np.concatenate([[0.0], np.cumsum(np.nan_to_num(past.days))])
    count = np.concatenate([[0.0], np.cumsum(np.isfinite(past.days))])
    middle = past.day_numbers - YEAR
    low, high = middle - _AROUND, np.minimum(middle + _AROUND, len(past.days))
    counted = count[high] - count[low]
    fine = (counted >= _AROUND) & (np.isfinite(before).sum() >= _BEFORE // 2)
    if not fine.any():
        return ratio, known
    mean = (line[high] - line[low]) / np.maximum(counted, 1)
    ratio[fine] = np.log((mean[fine] + _SOFT) / (np.nanmean(before) + _SOFT))
    return np.clip(ratio, -2.0, 2.0), fine.astype(np.float64)
