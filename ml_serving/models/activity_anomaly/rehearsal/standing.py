"""The detector's own statistic over a street: scores in units of each person's usual peaks."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.answer import LEAST_DAYS, LEAST_SIGNS
from ml_serving.models.activity_anomaly.peaks import height_of
from ml_serving.models.activity_anomaly.rehearsal.walk import Moment
from ml_serving.models.activity_anomaly.rhythm import Rhythms

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Standing:
    """Arrays [T, H]: the score in deviations above the mean peak, signs of life, the length of the
    silence in slots, and the time that counts."""

    height: Floats
    sign: NDArray[np.bool_]
    elapsed: Floats
    counted: Floats


def standing(moments: Iterable[Moment]) -> Standing:
    rows = [_row(moment) for moment in moments]
    height, sign, elapsed, counted = (np.stack(column) for column in zip(*rows, strict=True))
    return Standing(height, sign, elapsed, counted)


def is_learnt(rhythm: Rhythms) -> NDArray[np.bool_]:
    return np.asarray((rhythm["days"] >= LEAST_DAYS) & (rhythm["signs"] >= LEAST_SIGNS))


def _row(moment: Moment) -> tuple[Floats, NDArray[np.bool_], Floats, Floats]:
    sign = moment.stepped.sign
    elapsed = moment.before["elapsed"] + np.where(sign, 0.0, moment.sights.watched)
    counted = moment.sights.watched * is_learnt(moment.before)
    return height_of(moment.before, moment.stepped.score), sign, elapsed.astype(np.float64), counted
