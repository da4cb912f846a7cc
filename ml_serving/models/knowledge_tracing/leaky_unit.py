"""One step of a leaky unit, in numpy: what `scan.py` reckons for whole histories."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LeakyUnit:
    """Weights transposed; how much to take, then what, side by side."""

    weight: Reals
    bias: Reals

    @classmethod
    def named(cls, name: str, weights: Mapping[str, Reals]) -> Self:
        return cls(weights[f"{name}.hear.weight"].T.copy(), weights[f"{name}.hear.bias"])

    @property
    def width(self) -> int:
        return len(self.bias) // 2

    def step(self, heard: Reals, memory: Reals) -> Reals:
        """The memory after `heard`, rows beside each other; [..., inputs] and [..., width]."""
        into = heard @ self.weight + self.bias
        take, what = sigmoid(into[..., : self.width]), np.tanh(into[..., self.width :])
        return memory + take * (what - memory)


def sigmoid(values: Reals) -> Reals:
    """By the hyperbolic tangent, which overflows nowhere."""
    return 0.5 * (1 + np.tanh(0.5 * values))
