"""Several small networks side by side, as plain tensors: weights in, quantiles out.

Each member mixes the anchors (softmax weights), adds a correction, and puts two distances around
it, so that quantiles never cross by construction. Members differ in their first weights and in
how they weigh the training rows; the forecast is the mean of their quantiles.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

import torch
from torch import Generator, Tensor
from torch.nn.functional import dropout, silu, softplus

from ml_serving.models.demand_forecast.features import BEND

QUANTILES: Final = (0.1, 0.5, 0.9)

Weights = Mapping[str, Tensor]

WIDEST: Final = 6.0
"""Standardised features beyond this say no more than it: a far stranger stays in bounds."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of an ensemble."""

    features: int
    anchors: int
    members: int = 4
    width: int = 96
    depth: int = 2
    dropout: float = 0.1


def draw_weights(shape: Shape, generator: Generator) -> dict[str, Tensor]:
    """First weights: He-scaled inside, a head that begins as the plain mean of the anchors."""
    outputs = shape.anchors + 3
    sizes = [(shape.features, shape.width), *[(shape.width, shape.width)] * shape.depth]
    weights = {
        "mean": torch.zeros(shape.features),
        "spread": torch.ones(shape.features),
        "reach": torch.full((shape.features,), WIDEST),
        "head.weight": torch.zeros(shape.members, shape.width, outputs),
        "head.bias": torch.zeros(shape.members, 1, outputs),
    }
    for layer, (inside, outside) in enumerate(sizes):
        drawn = torch.randn(shape.members, inside, outside, generator=generator)
        weights[f"{layer}.weight"] = drawn * (1.0 / inside) ** 0.5
        weights[f"{layer}.bias"] = torch.zeros(shape.members, 1, outside)
    return weights


def bent_quantiles(
    weights: Weights, features: Tensor, anchors: Tensor, *, drop: float = 0.0
) -> Tensor:
    """(members, rows, 3) on the bent scale, from (rows, features) and (rows, anchors)."""
    reach = weights["reach"]
    seen = ((features - weights["mean"]) / weights["spread"]).clamp(-reach, reach)
    members = weights["head.bias"].shape[0]
    hidden = silu(_layer(weights, "0", seen.expand(members, -1, -1)))
    depth = sum(name.endswith(".weight") for name in weights) - 2
    for number in range(1, depth + 1):
        inside = dropout(hidden, drop, training=drop > 0)
        hidden = hidden + silu(_layer(weights, str(number), inside))
    return _around(_layer(weights, "head", dropout(hidden, drop, training=drop > 0)), anchors)


def _layer(weights: Weights, name: str, inputs: Tensor) -> Tensor:
    return torch.baddbmm(weights[f"{name}.bias"], inputs, weights[f"{name}.weight"])


def _around(head: Tensor, anchors: Tensor) -> Tensor:
    mix = head[..., : anchors.shape[-1]].softmax(dim=-1)
    correction, below, above = head[..., anchors.shape[-1] :].unbind(dim=-1)
    middle = (mix * anchors).sum(dim=-1) + correction
    return torch.stack([middle - softplus(below - 0.5), middle, middle + softplus(above - 0.5)], -1)


def straightened(bent: Tensor) -> Tensor:
    """Demand in units of the level; the other way round than `features.bent`. Odd about zero, so
    that a quantile which strays below still feels which way is back."""
    return bent.sign() * torch.expm1(bent.abs()) / BEND


def pinball(demand: Tensor, quantiles: Tensor) -> Tensor:
    """Quantile loss of (…, rows, 3) against (rows,), summed over the three."""
    levels = torch.tensor(QUANTILES)
    away = demand.unsqueeze(-1) - quantiles
    return torch.maximum(levels * away, (levels - 1) * away).sum(dim=-1)


def settings_of(shape: Shape) -> dict[str, float]:
    """For the manifest."""
    return asdict(shape)
