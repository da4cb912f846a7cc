"""From four maps to one: coarse maps are doubled and laid beside finer ones, three times."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml_serving.models.school_zone_vision.networks.convolution import Convolution, depthwise

_REACHED = (128, 96, 64)
"""Channels that each doubling, and each finer map beside it, brings."""

_SQUEEZED = 32


class Pyramid(nn.Module):
    """One map at a quarter of the picture's size, and the gates of its channels."""

    channels = 2 * _REACHED[-1]

    def __init__(self, channels: Sequence[int]) -> None:
        super().__init__()
        *finer, coarse = channels
        below = (coarse, *(2 * reached for reached in _REACHED))
        self.double = nn.ModuleList(Doubling(a, b) for a, b in zip(below, _REACHED, strict=False))
        self.beside = nn.ModuleList(
            Beside(a, b) for a, b in zip(reversed(finer), _REACHED, strict=True)
        )
        self.down = Convolution(self.channels, _SQUEEZED, activation="relu")
        self.up = Convolution(_SQUEEZED, self.channels)

    def forward(self, maps: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
        *finer, reached = maps
        for double, beside, one in zip(self.double, self.beside, reversed(finer), strict=True):
            reached = functional.relu(torch.cat([beside(one), double(reached)], dim=1))
        gates = self.up(self.down(reached.mean((2, 3), keepdim=True))).sigmoid()
        return reached, gates.flatten(1)


class Doubling(nn.Module):
    """A near and a far filter, mixed, at twice the size."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.near = depthwise(inputs, kernel=3)
        self.far = depthwise(inputs, kernel=5)
        self.mixture = Convolution(2 * inputs, outputs)

    def forward(self, maps: Tensor) -> Tensor:
        return doubled(self.mixture(torch.cat([self.near(maps), self.far(maps)], dim=1)))


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
