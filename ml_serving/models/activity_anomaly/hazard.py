"""How likely a sign of life is in the next quarter of an hour, given a person's own rhythm.

A discrete-time survival model: the hazard is a small network of the statistics of one person, so
that what it learnt over many homes is how far to believe them (a prior), while the person is only
in the statistics. One screen of NumPy serves it; PyTorch trained it.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.moments import HALF_HOURS, Clock
from ml_serving.models.activity_anomaly.rhythm import BLOCKS, LENGTHS, OUTSIDE, Rhythms

Floats = NDArray[np.float64]
NEVER: Final = 1e-3
FEATURES: Final = 28
HOURS: Final = np.arange(HALF_HOURS) * (2 * np.pi / HALF_HOURS)
TIDES: Final = np.array([np.sin(HOURS), np.cos(HOURS), np.sin(2 * HOURS), np.cos(2 * HOURS)]).T
DOUBLINGS: Final = [2**n for n in range(LENGTHS - 1)]


@dataclass(frozen=True, slots=True)
class Hazard:
    """Weights of the network, [out, in] and [out] a layer; `tanh` between the layers."""

    layers: tuple[tuple[Floats, Floats], ...]

    @classmethod
    def of(cls, weights: Tensors) -> "Hazard":
        names = sorted(
            name for name in weights if name.startswith("net.") and name.endswith("weight")
        )
        return cls(tuple((_wide(weights[n]), _wide(weights[n[:-6] + "bias"])) for n in names))

    def __call__(self, features: Floats) -> Floats:
        """Hazard in (0, 1) of each row. Sums run over one row at a time, in one order: a row's
        answer is the same to the last bit whatever rows stand beside it."""
        for weight, bias in self.layers[:-1]:
            features = np.tanh(_affine(features, weight, bias))
        logit = _affine(features, *self.layers[-1])[:, 0]
        return np.asarray(1.0 / (1.0 + np.exp(-np.minimum(np.maximum(logit, -7.0), 4.0))))


def _wide(weight: NDArray[Any]) -> Floats:
    return np.ascontiguousarray(weight, dtype=np.float64)


def _affine(rows: Floats, weight: Floats, bias: Floats) -> Floats:
    return np.asarray((rows[:, None, :] * weight).sum(axis=-1) + bias)


def length_of(elapsed: NDArray[Any]) -> NDArray[np.int64]:
    """The class (0..7) of a silence of so many slots."""
    return np.asarray(np.digitize(elapsed, DOUBLINGS))


def block_of(clock: Clock) -> NDArray[np.int64]:
    return clock.half_hour * BLOCKS // HALF_HOURS


def features(rhythm: Rhythms, clock: Clock) -> Floats:
    """[H, FEATURES]: what the network sees of each person at the start of a slot."""
    seen = np.empty((FEATURES, len(rhythm)))
    seen[0:6] = _usual_hours(rhythm, clock)
    seen[6] = rhythm["usual"].mean(axis=(1, 2), dtype=np.float64)
    seen[7:13] = _own_hazard(rhythm, clock)
    seen[0:11] = _logit(seen[0:11])
    seen[13], seen[14], seen[15] = rhythm["elapsed"], rhythm["missed"], rhythm["days"]
    seen[11:16] = np.log1p(seen[11:16])
    seen[[11, 12, 15]] /= 3.0
    seen[16] = np.minimum(rhythm["elapsed"], 48.0) / 16.0
    seen[17] = rhythm["place"] == OUTSIDE
    seen[18] = seen[17] * seen[13]
    seen[19:22] = 4.0 * (rhythm["recent"].T - 0.4)
    seen[22] = np.log1p(rhythm["busy"].astype(np.float64))
    seen[23:27] = TIDES[clock.half_hour].T
    seen[27] = clock.free_day
    return np.ascontiguousarray(seen.T)


def _usual_hours(rhythm: Rhythms, clock: Clock) -> Floats:
    """Shares of slots with a sign of life: now, next, before, on the other kind of day; lately."""
    home, free, half = np.arange(len(rhythm)), clock.free_day, clock.half_hour
    later, before = (half + 1) % HALF_HOURS, (half - 1) % HALF_HOURS
    usual, lately = rhythm["usual"], rhythm["lately"]
    return np.array(
        [
            usual[home, free, half],
            usual[home, free, later],
            usual[home, free, before],
            usual[home, 1 - free, half],
            lately[home, half],
            lately[home, later],
        ],
        dtype=np.float64,
    )


def _own_hazard(rhythm: Rhythms, clock: Clock) -> Floats:
    """[6, H]: this person's own hazard after such a silence, at this hour, at any, and after a last
    sign in this place; how often doors end things here; slots in which the hour and the place were
    seen."""
    home, place = np.arange(len(rhythm)), rhythm["place"].astype(np.int64)
    length, block = length_of(rhythm["elapsed"]), block_of(clock)
    left = (place == OUTSIDE).astype(np.int64)
    ended = rhythm["ended"][home, left, :, length].astype(np.float64)
    at_risk = rhythm["at_risk"][home, left, :, length].astype(np.float64)
    anywhen = ended.sum(-1) / np.maximum(at_risk.sum(-1), 1e-9)
    risk, risk_at = at_risk[home, block], rhythm["at_risk_at"][home, place, length]
    here = (rhythm["ended_at"][home, place, length] + 2.0 * anywhen) / (risk_at + 2.0)
    outside = rhythm["at_risk_at"][:, OUTSIDE].sum(-1, dtype=np.float64)
    doors = outside / np.maximum(rhythm["at_risk_at"].sum((1, 2), dtype=np.float64), 1e-9)
    own = (ended[home, block] + 2.0 * anywhen) / (risk + 2.0)
    return np.array([own, anywhen, here, doors, risk, risk_at])


def _logit(share: Floats) -> Floats:
    safe = np.minimum(np.maximum(share, NEVER), 1 - NEVER)
    return np.asarray(np.log(safe / (1 - safe)) / 2.0)
