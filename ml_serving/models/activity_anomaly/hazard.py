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
from ml_serving.models.activity_anomaly.rhythm import BLOCKS, LENGTHS, Rhythms

Floats = NDArray[np.float64]
NEVER: Final = 1e-3
FEATURES: Final = 24
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
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logit, -7.0, 4.0))))


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
    home, free, half = np.arange(len(rhythm)), clock.free_day, clock.half_hour
    usual, lately = rhythm["usual"].astype(np.float64), rhythm["lately"].astype(np.float64)
    later, before = (half + 1) % HALF_HOURS, (half - 1) % HALF_HOURS
    left = rhythm["left"].astype(np.float64)
    silence = np.log1p(rhythm["elapsed"].astype(np.float64))
    angle = half * (2 * np.pi / HALF_HOURS)
    recent = rhythm["recent"].astype(np.float64)
    columns = [
        _logit(usual[home, free, half]),
        _logit(usual[home, free, later]),
        _logit(usual[home, free, before]),
        _logit(usual[home, 1 - free, half]),
        _logit(lately[home, half]),
        _logit(lately[home, later]),
        *_own_hazard(rhythm, clock),
        silence,
        np.minimum(rhythm["elapsed"], 48.0) / 16.0,
        left,
        left * silence,
        *(4.0 * (recent[:, n] - 0.4) for n in range(3)),
        _logit(usual.mean(axis=(1, 2))),
        np.log1p(rhythm["missed"].astype(np.float64)),
        np.log1p(rhythm["days"].astype(np.float64)) / 3.0,
        np.sin(angle),
        np.cos(angle),
        np.sin(2 * angle),
        np.cos(2 * angle),
        free.astype(np.float64),
    ]
    return np.stack(columns, axis=1).astype(np.float64)


def _own_hazard(rhythm: Rhythms, clock: Clock) -> tuple[Floats, Floats, Floats]:
    """This person's own hazard after such a silence: at this hour, at any, and how well known."""
    home, left = np.arange(len(rhythm)), rhythm["left"].astype(np.int64)
    length, block = length_of(rhythm["elapsed"]), block_of(clock)
    ended, at_risk = rhythm["ended"].astype(np.float64), rhythm["at_risk"].astype(np.float64)
    anywhen = ended[home, left, :, length].sum(-1) / np.maximum(
        at_risk[home, left, :, length].sum(-1), 1e-9
    )
    cell, risk = ended[home, left, block, length], at_risk[home, left, block, length]
    own = (cell + 2.0 * anywhen) / (risk + 2.0)
    return _logit(own), _logit(anywhen), np.log1p(risk) / 3.0


def _logit(share: Floats) -> Floats:
    safe = np.clip(share, NEVER, 1 - NEVER)
    return np.asarray(np.log(safe / (1 - safe)) / 2.0)
