"""A street of homes through time."""

from collections.abc import Iterator
from dataclasses import dataclass

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.fold import Step, step
from ml_serving.models.activity_anomaly.hazard import Hazard
from ml_serving.models.activity_anomaly.rehearsal.lay_out import Street
from ml_serving.models.activity_anomaly.rhythm import Rhythms, newborn
from ml_serving.models.activity_anomaly.sights import Sights


@dataclass(frozen=True, slots=True)
class Moment:
    """One slot of the whole street: everybody before it, what was seen, what it did."""

    slot: int
    before: Rhythms
    sights: Sights
    stepped: Step


def walk(street: Street, weights: Tensors) -> Iterator[Moment]:
    """From the first midnight, when nobody is known, to the last."""
    hazard = Hazard.of(weights)
    rhythm = newborn(weights, len(street.homes))
    for slot in range(len(street)):
        sights = street.sights(slot)
        stepped = step(rhythm, sights, hazard)
        yield Moment(slot, rhythm, sights, stepped)
        rhythm = stepped.rhythm
