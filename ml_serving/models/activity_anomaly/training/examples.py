"""Examples for the hazard: somebody before a slot, and whether the slot held a sign of life."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.hazard import features
from ml_serving.models.activity_anomaly.rehearsal.lay_out import Street
from ml_serving.models.activity_anomaly.rehearsal.walk import Moment, walk

ONE_IN: Final = 6
"""Slots that follow each other tell nearly the same; one in so many is kept."""
BLIND: Final = 0.5


@dataclass(frozen=True, slots=True)
class Examples:
    """`features` [N, FEATURES]; `sign` and `weight` [N]: the share of the slot that was watched."""

    features: NDArray[np.float32]
    sign: NDArray[np.float32]
    weight: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.sign)


def gather(
    street: Street, weights: Tensors, random: Generator, tell: Callable[[], None]
) -> tuple[Examples, Tensors]:
    """Examples of a whole street, and the population's averages at its end.

    Features do not depend on the network; `weights` may be of one that knows nothing.
    """
    kept: list[tuple[NDArray[np.generic], ...]] = []
    last: Moment | None = None
    for moment in walk(street, weights):
        kept.append(_examples(moment, random))
        last = moment
        if moment.sights.clock.day_ends[0]:
            tell()
    assert last is not None
    rows = [np.concatenate(column).astype(np.float32) for column in zip(*kept, strict=True)]
    return Examples(*rows), population(last)


def _examples(moment: Moment, random: Generator) -> tuple[NDArray[np.generic], ...]:
    sign = moment.stepped.sign
    weight = np.maximum(moment.sights.watched, sign)
    chosen = (random.random(len(sign)) < 1 / ONE_IN) & (weight > BLIND)
    some = moment.before[chosen]
    return features(some, moment.sights.clock[chosen]), sign[chosen], weight[chosen]


def population(last: Moment) -> Tensors:
    """What a stranger is taken for: the average of everybody."""
    everybody = last.stepped.rhythm
    ended, at_risk = everybody["ended"].sum(axis=0), everybody["at_risk"].sum(axis=0)
    return {
        "prior.usual": everybody["usual"].mean(axis=0),
        "prior.hazard": ended / np.maximum(at_risk, 1e-6),
        "prior.peak": np.array([6.0, 1.5], dtype=np.float32),
    }


def joined(parts: Sequence[Examples]) -> Examples:
    return Examples(
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.sign for part in parts]),
        np.concatenate([part.weight for part in parts]),
    )
