"""The model over a street and its falls: the code that serves, many homes at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.evaluation.falls import (
    HORIZON_SLOTS,
    Fall,
    minutes_after,
    places_of,
)
from ml_serving.models.activity_anomaly.evaluation.lifelines import Lifelines
from ml_serving.models.activity_anomaly.fold import step
from ml_serving.models.activity_anomaly.hazard import Hazard
from ml_serving.models.activity_anomaly.peaks import height_of
from ml_serving.models.activity_anomaly.rehearsal.lay_out import Street
from ml_serving.models.activity_anomaly.rehearsal.standing import Standing, standing
from ml_serving.models.activity_anomaly.rehearsal.walk import Moment, walk
from ml_serving.models.activity_anomaly.rhythm import Rhythms
from ml_serving.models.activity_anomaly.sights import Sights

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """Our own lifelines, and the length in slots of the silences that we believe in."""

    ours: Lifelines
    believed: Lifelines


def see(street: Street, falls: Sequence[Fall], weights: Tensors, tell: Callable[[], None]) -> Seen:
    """Walk the street once, and on from each fall for two days."""
    caught: list[Rhythms] = []
    waiting = list(falls)

    def watched(moment: Moment) -> Moment:
        while waiting and waiting[0].slot == moment.slot:
            caught.append(moment.before[[waiting.pop(0).home]].copy())
        if moment.sights.clock.day_ends[0]:
            tell()
        return moment

    stood = standing(watched(moment) for moment in walk(street, weights))
    heights, lengths = _fall_on(street, falls, np.concatenate(caught), Hazard.of(weights))
    return Seen(_lines(stood, stood.height, heights), _lines(stood, stood.elapsed, lengths))


def _lines(stood: Standing, usual: Floats, fallen: Floats) -> Lifelines:
    return Lifelines(usual, stood.sign, stood.counted, fallen)


def _fall_on(
    street: Street, falls: Sequence[Fall], rhythm: Rhythms, hazard: Hazard
) -> tuple[Floats, Floats]:
    start, homes = places_of(falls)
    heights, lengths = [], []
    for ahead in range(HORIZON_SLOTS):
        slots = start + ahead
        minutes = minutes_after(street, falls, ahead)
        sights = Sights(minutes, street.watched[slots, homes], street.clock[slots])
        stepped = step(rhythm, sights, hazard)
        heights.append(height_of(rhythm, stepped.score))
        rhythm = stepped.rhythm
        lengths.append(rhythm["elapsed"].astype(np.float64))
    return np.stack(heights), np.stack(lengths)
