"""All detectors over the same homes and falls, at the same budget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.evaluation.falls import Fall
from ml_serving.models.activity_anomaly.evaluation.lifelines import Lifelines
from ml_serving.models.activity_anomaly.evaluation.ours import see
from ml_serving.models.activity_anomaly.evaluation.rivals import by_the_hour, timer
from ml_serving.models.activity_anomaly.rehearsal.lay_out import Street

OURS: Final = "activity-anomaly"
TIMER: Final = "fixed timer"
HOURLY: Final = "quantile by the hour"
BELIEVED: Final = "timer over our signs of life"
HOURLY_BELIEVED: Final = "quantile by the hour over our signs of life"


@dataclass(frozen=True, slots=True)
class Contest:
    street: Street
    falls: Sequence[Fall]
    lines: Mapping[str, Lifelines]


def hold(
    street: Street,
    falls: Sequence[Fall],
    weights: Tensors,
    quantiles: Mapping[str, float],
    tell: Callable[[], None],
) -> Contest:
    """`quantiles` of the two hourly rules by their names."""
    seen = see(street, falls, weights, tell)
    raw = timer(street, falls, seen.ours.counted)
    lines = {
        OURS: seen.ours,
        TIMER: raw,
        HOURLY: by_the_hour(street, falls, raw, quantiles[HOURLY]),
        BELIEVED: seen.believed,
        HOURLY_BELIEVED: by_the_hour(street, falls, seen.believed, quantiles[HOURLY_BELIEVED]),
    }
    return Contest(street, falls, lines)


def levels(contest: Contest, budget: float) -> Mapping[str, float]:
    """The level of each detector that gives exactly this budget on these homes."""
    return {name: lines.harmless().level_for(budget) for name, lines in contest.lines.items()}


def per_home(lines: Lifelines, level: float) -> NDArray[np.float64]:
    """False alarms a month in each home, most first."""
    silences = lines.harmless()
    homes = lines.usual.shape[1]
    alarms = np.bincount(silences.home[silences.height > level], minlength=homes)
    return np.sort(alarms / (silences.months / homes))[::-1]
