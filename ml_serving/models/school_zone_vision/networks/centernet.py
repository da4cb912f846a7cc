"""CenterNet (Zhou et al. 2019, "Objects as Points") on a narrower MobileNetV3-Large.

An object is the peak of its label's heat map, a quarter of the picture's size; from the peak, four
distances lead to its sides (as TTFNet has it, Liu et al. 2020).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml_serving.models.school_zone_vision.networks.convolution import Convolution
from ml_serving.models.school_zone_vision.networks.mobilenet_v3 import CHANNELS, MobileNetV3
from ml_serving.models.school_zone_vision.networks.pyramid import Pyramid

_CELL = 4
"""Pixels a side."""

_REACH = 16.0
"""Pixels that one unit of the distances means."""

_KEPT = 128
"""Peaks a picture: more than a crossing has objects."""


class Centernet(nn.Module):
    """The whole detector; pixels are taken as they are, 0..255."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.backbone = MobileNetV3()
        self.pyramid = Pyramid(CHANNELS)
        self.heat = Spread(self.pyramid.channels, labels)
        self.sides = Spread(self.pyramid.channels, 4)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        fine, gates = self.pyramid(self.backbone(pixels))
        logits, sides = self.heat(fine, gates), self.sides(fine, gates)
        height, width = pixels.shape[-2:]
        peaks = logits.masked_fill(functional.max_pool2d(logits, 3, 1, 1) > logits, -torch.inf)
        at = peaks.amax(1).flatten(1).topk(min(_KEPT, peaks[0, 0].numel()), dim=1).indices
        boxes = _boxes(_at(sides, at) * _REACH, at, columns=peaks.shape[-1])
        return boxes / boxes.new_tensor([width, height, width, height]), _at(peaks, at).sigmoid()


class Spread(nn.Module):
    """A depthwise filter, then a mixture a cell.

    The gates weigh channels of the whole map. They pass through a depthwise filter unchanged, so
    they are put on the few weights behind it instead of on every cell before it.
    """

    def __init__(self, channels: int, values: int) -> None:
        super().__init__()
        self.filter = Convolution(channels, channels, kernel=3, groups=channels)
        self.mixture = Convolution(channels, values)

    def forward(self, fine: Tensor, gates: Tensor) -> Tensor:
        filtered = self.filter(fine)
        weights = self.mixture.weight.flatten(1) * gates[:, None]
        made = torch.einsum("nvc,nchw->nvhw", weights, filtered)
        return made + self.mixture.bias[:, None, None]


def _at(maps: Tensor, cells: Tensor) -> Tensor:
    """The maps' values at the cells: [n, k, channels]."""
    flat = maps.flatten(2)
    return flat.gather(2, cells[:, None].expand(-1, flat.shape[1], -1)).transpose(1, 2)


def _boxes(distances: Tensor, cells: Tensor, *, columns: int) -> Tensor:
    """Left, top, right and bottom in pixels."""
    x, y = cells % columns * _CELL, cells // columns * _CELL
    middle = torch.stack([x, y, x, y], dim=-1)
    return middle + distances * distances.new_tensor([-1.0, -1.0, 1.0, 1.0])
