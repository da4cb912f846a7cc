"""The same step of last week, and how far such forecasts used to miss."""

import numpy as np

from ml_serving.models.demand_forecast.evaluation.rivals.gaps import filled
from ml_serving.models.demand_forecast.evaluation.tasks import Case
from ml_serving.models.demand_forecast.network import QUANTILES
from ml_serving.models.demand_forecast.window import Numbers

_WEEKS_OF_MISSES = 26


def seasonal_naive(case: Case) -> Numbers:
    """Median: last week's step; the band: quantiles of its misses over the last half year, at
    the same distance of whole weeks."""
    week, horizon = case.window.rhythm.week, case.window.horizon
    past = filled(case.window)
    ahead = np.arange(horizon)
    middle = past[len(past) - week + ahead % week]
    rows = np.empty((horizon, len(QUANTILES)))
    for weeks in range(1, (horizon - 1) // week + 2):
        recent = past[-(_WEEKS_OF_MISSES + weeks) * week :]
        misses = recent[weeks * week :] - recent[: -weeks * week]
        low, high = np.quantile(misses, [QUANTILES[0], QUANTILES[2]]) if len(misses) else (0, 0)
        at = ahead // week == weeks - 1
        rows[at] = middle[at, None] + np.array([min(low, 0.0), 0.0, max(high, 0.0)])
    return np.maximum(rows, 0.0)
