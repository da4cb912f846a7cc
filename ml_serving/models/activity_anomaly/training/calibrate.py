"""The last part of training: what harmless days of homes held out reach, budget by budget."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.peaks import deviation_of, mean_of
from ml_serving.models.activity_anomaly.rehearsal.episodes import Harmless, harmless
from ml_serving.models.activity_anomaly.rehearsal.lay_out import Street
from ml_serving.models.activity_anomaly.rehearsal.standing import Standing, standing
from ml_serving.models.activity_anomaly.rehearsal.walk import Moment, walk

BUDGETS: Final = (1 / 12, 1 / 6, 1 / 3, 1 / 2, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""False alarms a person-month that a level is read off for."""


def calibrate(
    street: Street, weights: Tensors, tell: Callable[[], None]
) -> tuple[Tensors, Harmless]:
    """`weights` with the population's peaks and the level of each budget."""
    known = {**weights, "prior.peak": _peaks(street, weights, tell)}
    silences = silences_of(standing(_told(street, known, tell)))
    levels = np.maximum.accumulate([silences.level_for(budget) for budget in BUDGETS[::-1]])[::-1]
    tail = {
        "tail.budgets": np.array(BUDGETS, dtype=np.float32),
        "tail.levels": np.ascontiguousarray(levels, dtype=np.float32),
    }
    return {**known, **tail}, silences


def silences_of(stood: Standing) -> Harmless:
    return harmless(stood.height, stood.sign, stood.counted)


def _peaks(street: Street, weights: Tensors, tell: Callable[[], None]) -> NDArray[np.float32]:
    """Mean and deviation of a day's peak, of everybody at the end."""
    rhythm = None
    for moment in _told(street, weights, tell):
        rhythm = moment.stepped.rhythm
    assert rhythm is not None
    means = mean_of(rhythm)
    spread = np.sqrt(np.mean(deviation_of(rhythm) ** 2) + means.var())
    return np.array([means.mean(), spread], dtype=np.float32)


def _told(street: Street, weights: Tensors, tell: Callable[[], None]) -> Iterator[Moment]:
    for moment in walk(street, weights):
        if moment.sights.clock.day_ends[0]:
            tell()
        yield moment
