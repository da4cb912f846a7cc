"""From four maps to one: coarse maps are doubled and laid beside finer ones, three times."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml_serving.models.school_zone_vision.networks.convolution import (
    Convolution,
    Squeeze,
    depthwise,
)

_REACHED = (128, 96, 64)
"""Channels that each doubling, and each finer map beside it, brings."""

_SQUEEZED = 32


class Pyramid(nn.Module):
    """One map at a quarter of the picture's size, its channels weighed by the whole of it."""

    channels = 2 * _REACHED[-1]

    def __init__(self, channels: Sequence[int]) -> None:
        super().__init__()
        *finer, coarse = channels
        below = (coarse, *(2 * reached for reached in _REACHED))
        self.doubling = nn.ModuleList(Doubling(a, b) for a, b in zip(below, _REACHED, strict=False))
        self.beside = nn.ModuleList(
            Beside(a, b) for a, b in zip(reversed(finer), _REACHED, strict=True)
        )
        self.squeeze = Squeeze(self.channels, _SQUEEZED)

    def forward(self, maps: Sequence[Tensor]) -> Tensor:
        *finer, reached = maps
        for larger, beside, one in zip(self.doubling, self.beside, reversed(finer), strict=True):
            reached = functional.relu(torch.cat([beside(one), larger(reached)], dim=1))
        return reached * self.squeeze(reached).sigmoid()


class Doubling(nn.Module):
    """A near and a far filter, each mixed, added, at twice the size."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.near = depthwise(inputs, kernel=3)
        self.far = depthwise(inputs, kernel=5)
        self.near_mixture = Convolution(inputs, outputs)
        self.far_mixture = Convolution(inputs, outputs)

    def forward(self, maps: Tensor) -> Tensor:
        return doubled(self.near_mixture(self.near(maps)) + self.far_mixture(self.far(maps)))


class Beside(nn.Sequential):
    """What a finer map adds: narrowed, filtered, mixed."""

    def __init__(self, inputs: int, outputs: int) -> None:
        narrow = inputs // 4
        super().__init__(
            Convolution(inputs, narrow, activation="relu"),
            depthwise(narrow, kernel=5),
            Convolution(narrow, outputs),
        )


def doubled(maps: Tensor) -> Tensor:
    """Twice the size by straight lines, as TensorFlow did it before it knew pixel centres: every
    second cell is the old one, those between are the mean of their neighbours."""
    height, width = maps.shape[-2:]
    longer = functional.pad(maps, (0, 1, 0, 1), mode="replicate")
    size = (2 * height + 1, 2 * width + 1)
    made = functional.interpolate(longer, size=size, mode="bilinear", align_corners=True)
    return made[..., :-1, :-1]
