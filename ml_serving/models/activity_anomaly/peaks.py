"""From a score to an alarm: what this person's harmless silences reach, and a budget of alarms.

Each day leaves its highest score behind; their mean and spread, forgetting, say how surprising this
person's ordinary days are. In these units a level for each budget of false alarms was read off the
simulated homes, pooled: a conformal quantile of extremes, adaptive in the person and stated in
alarms a person-month.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.rhythm import Rhythms

Floats = NDArray[np.float64]
HALF_LIFE_DAYS: Final = 60.0
PRIOR_PEAKS: Final = 14.0
"""Days of the population's peaks that a new person starts with."""
OUTLIER: Final = 4.0
"""A peak counts as no more than so many deviations: one emergency must not deafen the model."""
LEAST_DEVIATION: Final = 0.5
MONTH_DAYS: Final = 30.4375


def learn_peak(rhythm: Rhythms) -> None:
    """At the end of a day: its peak joins the others; changes `rhythm`."""
    peak = np.minimum(rhythm["day_peak"], mean_of(rhythm) + OUTLIER * deviation_of(rhythm))
    pace = np.maximum(1.0 / (PRIOR_PEAKS + rhythm["days"]), 1.0 - 0.5 ** (1 / HALF_LIFE_DAYS))
    rhythm["peak_mean"] += pace * (peak - rhythm["peak_mean"])
    rhythm["peak_square"] += pace * (peak**2 - rhythm["peak_square"])
    rhythm["day_peak"] = rhythm["score"]


def mean_of(rhythm: Rhythms) -> Floats:
    return np.asarray(rhythm["peak_mean"].astype(np.float64))


def deviation_of(rhythm: Rhythms) -> Floats:
    variance = rhythm["peak_square"].astype(np.float64) - mean_of(rhythm) ** 2
    return np.asarray(np.sqrt(np.maximum(variance, LEAST_DEVIATION**2)))


def threshold_of(rhythm: Rhythms, level: Floats | float) -> Floats:
    """The score above which a silence is too long for this person."""
    return np.asarray(mean_of(rhythm) + level * deviation_of(rhythm))


def level_for(budget_per_month: float, tail: Tensors) -> float:
    """The level of a budget of false alarms a person-month, between those that were read off.

    Budgets outside the table are taken as its ends.
    """
    budgets = np.log(np.asarray(tail["tail.budgets"], dtype=np.float64))
    levels = np.asarray(tail["tail.levels"], dtype=np.float64)
    return float(np.interp(np.log(budget_per_month), budgets, levels))
