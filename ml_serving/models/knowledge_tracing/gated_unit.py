"""One step of a gated recurrent unit, as torch reckons it (`torch.nn.GRU`), in numpy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GatedUnit:
    """Weights transposed, gates side by side: reset, keep, new."""

    heard: Reals
    heard_bias: Reals
    held: Reals
    held_bias: Reals

    @classmethod
    def named(cls, name: str, weights: Mapping[str, Reals]) -> Self:
        return cls(
            heard=weights[f"{name}.weight_ih_l0"].T.copy(),
            heard_bias=weights[f"{name}.bias_ih_l0"],
            held=weights[f"{name}.weight_hh_l0"].T.copy(),
            held_bias=weights[f"{name}.bias_hh_l0"],
        )

    @property
    def width(self) -> int:
        return len(self.held)

    def step(self, heard: Reals, memory: Reals) -> Reals:
        """The memory after `heard`, rows beside each other; [..., inputs] and [..., width]."""
        width = self.width
        into = heard @ self.heard + self.heard_bias
        back = memory @ self.held + self.held_bias
        gates = sigmoid(into[..., : 2 * width] + back[..., : 2 * width])
        new = np.tanh(into[..., 2 * width :] + gates[..., :width] * back[..., 2 * width :])
        keep = gates[..., width:]
        return (1 - keep) * new + keep * memory


def sigmoid(values: Reals) -> Reals:
    """By the hyperbolic tangent, which overflows nowhere."""
    return 0.5 * (1 + np.tanh(0.5 * values))
