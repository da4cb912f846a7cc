"""Which activity is nobody's: a fridge that cycles all night, a cat that walks all night.

Nothing is configured. An appliance speaks as often while the home lies still in its hushed hours as
while it is busy; a pet is what still moves in the quietest hours.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.channels import POWER, ROOMS
from ml_serving.models.activity_anomaly.moments import HALF_HOURS
from ml_serving.models.activity_anomaly.rhythm import STIR_BINS, Rhythms
from ml_serving.models.activity_anomaly.sights import Sights, stir_of

Floats = NDArray[np.float64]
STILL_SLOTS: Final = 4
"""After an hour without motion a home lies still."""
BUSY: Final = 1
HUSHED_BINS: Final = 4
"""The eight hours of the day with the least motion; the night, where no sensor tells of motion."""
FEWEST_SLOTS: Final = 40
FEWEST_WORDS: Final = 8
INDIFFERENT: Final = 0.35
"""An appliance that speaks in a still home this much of how often it speaks in a busy one is
nobody's hand."""
OFTEN: Final = 0.2
HIGHEST_FLOOR: Final = 2
QUIETEST_BINS: Final = 2
HALF_LIFE_DAYS: Final = 30.0


def counted(rhythm: Rhythms, sights: Sights) -> NDArray[np.bool_]:
    """Which channels gave a sign of life, [H, CHANNELS]."""
    fired = sights.minutes > 0
    fired[:, :ROOMS] &= (stir_of(sights.motion_minutes) > rhythm["floor"])[:, None]
    fired[:, POWER:] &= rhythm["trusted"] > 0
    return fired


def learn_noise(rhythm: Rhythms, sights: Sights, counts: NDArray[np.bool_]) -> None:
    """One slot more of evidence about what stirs and speaks by itself; changes `rhythm`."""
    homes = np.arange(len(rhythm))
    moved = counts[:, :POWER].any(axis=1)
    rhythm["still"] = np.where(moved, 0.0, rhythm["still"] + sights.watched)
    rhythm["moves"] += moved
    context = _contexts(rhythm, sights)[:, None, :]
    rhythm["listened"] += context * sights.watched[:, None, None]
    rhythm["spoke"] += context & (sights.minutes[:, POWER:, None] > 0)
    stir = stir_of(sights.motion_minutes)
    rhythm["stirring"][homes, sights.clock.half_hour * STIR_BINS // HALF_HOURS, stir] += (
        sights.watched
    )


def _contexts(rhythm: Rhythms, sights: Sights) -> NDArray[np.bool_]:
    """[H, 2]: whether the home lies still in its hushed hours; whether it is busy."""
    homes, bin_ = np.arange(len(rhythm)), sights.clock.half_hour * STIR_BINS // HALF_HOURS
    still, hushed = rhythm["still"] >= STILL_SLOTS, rhythm["hushed"][homes, bin_] > 0
    blind = rhythm["moves"] < np.minimum(rhythm["days"], HALF_LIFE_DAYS)
    return np.stack([still & hushed, ~still | (blind & ~hushed)], axis=1)


def judge_noise(rhythm: Rhythms) -> None:
    """Once a day: which power sensors are believed, how little motion is a pet's, and forget."""
    rhythm["trusted"] = ~_indifferent(rhythm)
    above = _above(rhythm["stirring"])
    quietest = np.argsort(above[..., 0], axis=-1, kind="stable")
    rhythm["floor"] = _floor(above, quietest[:, :QUIETEST_BINS])
    np.put_along_axis(rhythm["hushed"], quietest[:, :HUSHED_BINS], 1.0, axis=1)
    np.put_along_axis(rhythm["hushed"], quietest[:, HUSHED_BINS:], 0.0, axis=1)
    for name in ("spoke", "listened", "stirring", "moves"):
        rhythm[name] *= 0.5 ** (1 / HALF_LIFE_DAYS)


def _indifferent(rhythm: Rhythms) -> NDArray[np.bool_]:
    spoke, listened = rhythm["spoke"], rhythm["listened"]
    often = (spoke + 0.5) / (listened + 1.0)
    known = (listened > FEWEST_SLOTS).all(axis=-1) & (spoke.sum(axis=-1) > FEWEST_WORDS)
    return np.asarray(known & (often[..., 0] > INDIFFERENT * often[..., BUSY]))


def _above(stirring: NDArray[Any]) -> Floats:
    """Share of slots, by bin of the day, with more motion than each class. A bin that was never
    watched counts as stirring."""
    total = stirring.sum(axis=-1, keepdims=True)
    return np.where(total > 0, 1.0 - stirring.cumsum(axis=-1) / np.maximum(total, 1e-9), 1.0)


def _floor(above: Floats, quietest: NDArray[np.int64]) -> Floats:
    """The class of motion that the quietest four hours of the day pass in one slot of five."""
    usual = np.take_along_axis(above, quietest[..., None], axis=1).mean(axis=1)
    often = (usual[:, :-1] > OFTEN).sum(axis=-1)
    return np.minimum(often, HIGHEST_FLOOR).astype(np.float64)
