"""From a score to an alarm: what this person's harmless silences reach, and a budget of alarms.

Each day leaves its highest score behind; their mean and spread, forgetting, say how surprising this
person's ordinary days are. In these units a level for each budget of false alarms was read off the
simulated homes, pooled: a conformal quantile of extremes, stated in alarms a person-month.

Nobody is the pool. So each person carries a handicap, too: a day higher than it should be once a
month makes it greater, every other day a little less (adaptive conformal inference, Gibbs and
Candès 2021), and in the long run everybody has their budget, however unlike the simulated they are.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.moments import SLOTS_A_DAY
from ml_serving.models.activity_anomaly.rhythm import NO_HANDICAP, Rhythms

Floats = NDArray[np.float64]
HALF_LIFE_DAYS: Final = 60.0
PRIOR_PEAKS: Final = 14.0
"""Days of the population's peaks that a new person starts with."""
OUTLIER: Final = 2.5
"""A peak counts as no more than so many deviations: one emergency must not deafen the model."""
LEAST_DEVIATION: Final = 0.5
REFERENCE: Final = 2.0
"""The height that a day is to pass once a month: about the level of one alarm a month."""
STRIDE: Final = 0.25
LARGEST_HANDICAP: Final = 3.0
FIRST_DAYS: Final = 7.0
MONTH_DAYS: Final = 30.4375


def learn_peak(rhythm: Rhythms) -> None:
    """At the end of a day: its peak joins the others, as far as the day was heard; changes
    `rhythm`."""
    heard = rhythm["heard"].astype(np.float64) / SLOTS_A_DAY
    high = height_of(rhythm, rhythm["day_peak"]) > REFERENCE
    known = heard * (rhythm["days"] > FIRST_DAYS)
    handicap = rhythm["handicap"] + STRIDE * known * (high - 1.0 / MONTH_DAYS)
    peak = np.minimum(rhythm["day_peak"], mean_of(rhythm) + OUTLIER * deviation_of(rhythm))
    pace = heard * np.maximum(1.0 / (PRIOR_PEAKS + rhythm["days"]), 1 - 0.5 ** (1 / HALF_LIFE_DAYS))
    rhythm["peak_mean"] += pace * (peak - rhythm["peak_mean"])
    rhythm["peak_square"] += pace * (peak**2 - rhythm["peak_square"])
    rhythm["handicap"] = np.clip(handicap, 0.0, LARGEST_HANDICAP)
    rhythm["rung"] = height_of(rhythm, rhythm["score"]) > REFERENCE
    rhythm["day_peak"] = np.where(rhythm["rung"], 0.0, rhythm["score"])
    rhythm["heard"] = 0.0


def mean_of(rhythm: Rhythms) -> Floats:
    return np.asarray(rhythm["peak_mean"].astype(np.float64))


def deviation_of(rhythm: Rhythms) -> Floats:
    variance = rhythm["peak_square"].astype(np.float64) - mean_of(rhythm) ** 2
    return np.asarray(np.sqrt(np.maximum(variance, LEAST_DEVIATION**2)))


def height_of(rhythm: Rhythms, score: NDArray[Any]) -> Floats:
    """A score in the units of this person: what a level is compared with."""
    units = (score - mean_of(rhythm)) / deviation_of(rhythm)
    return np.asarray(units - (rhythm["handicap"] - NO_HANDICAP))


def threshold_of(rhythm: Rhythms, level: float) -> Floats:
    """The score whose height is `level`: above it, a silence is too long for this person."""
    units = level + rhythm["handicap"].astype(np.float64) - NO_HANDICAP
    return np.asarray(mean_of(rhythm) + units * deviation_of(rhythm))


def level_for(budget_per_month: float, tail: Tensors) -> float:
    """The level of a budget of false alarms a person-month, between those that were read off.

    Budgets outside the table are taken as its ends.
    """
    budgets = np.log(np.asarray(tail["tail.budgets"], dtype=np.float64))
    levels = np.asarray(tail["tail.levels"], dtype=np.float64)
    return float(np.interp(np.log(budget_per_month), budgets, levels))
