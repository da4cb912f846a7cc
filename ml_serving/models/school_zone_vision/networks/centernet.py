"""CenterNet (Zhou et al. 2019, "Objects as Points") on a narrower MobileNetV3-Large.

An object is the peak of its label's heat map, a quarter of the picture's size; from the peak, four
distances lead to its sides (as TTFNet has it, Liu et al. 2020).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml_serving.models.school_zone_vision.networks.convolution import Convolution, depthwise
from ml_serving.models.school_zone_vision.networks.mobilenet_v3 import CHANNELS, MobileNetV3
from ml_serving.models.school_zone_vision.networks.pyramid import Pyramid

_CELL = 4
"""Pixels a side."""

_REACH = 16.0
"""Pixels that one unit of the distances means."""

_COLD = -50.0
"""A logit that is no peak's."""

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

    def cells(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Every cell's logits [n, labels, h, w] and distances to its sides [n, 4, h, w]."""
        fine = self.pyramid(self.backbone(pixels))
        return self.heat(fine), self.sides(fine)

    def maps(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """The same, with nothing left of the heat but its peaks."""
        logits, sides = self.cells(pixels)
        around = functional.max_pool2d(logits, 3, 1, 1)
        return torch.where(around > logits, _COLD, logits), sides

    def told(self, peaks: Tensor, sides: Tensor, *, size: tuple[int, int]) -> tuple[Tensor, Tensor]:
        """Boxes and scores of the highest peaks. `size` is the pictures' width and height."""
        at = peaks.amax(1).flatten(1).topk(min(_KEPT, peaks[0, 0].numel()), dim=1).indices
        boxes = _boxes(_at(sides, at) * _REACH, at, columns=peaks.shape[-1])
        return boxes / boxes.new_tensor([*size, *size]), _at(peaks, at).sigmoid()

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        height, width = pixels.shape[-2:]
        return self.told(*self.maps(pixels), size=(width, height))


class Spread(nn.Sequential):
    """A depthwise filter, then a mixture a cell."""

    def __init__(self, channels: int, values: int) -> None:
        super().__init__(depthwise(channels), Convolution(channels, values))


def _at(maps: Tensor, cells: Tensor) -> Tensor:
    """The maps' values at the cells: [n, k, channels]."""
    flat = maps.flatten(2)
    return flat.gather(2, cells[:, None].expand(-1, flat.shape[1], -1)).transpose(1, 2)


def _boxes(distances: Tensor, cells: Tensor, *, columns: int) -> Tensor:
    """Left, top, right and bottom in pixels."""
    x, y = cells % columns * _CELL, cells // columns * _CELL
    middle = torch.stack([x, y, x, y], dim=-1)
    return middle + distances * distances.new_tensor([-1.0, -1.0, 1.0, 1.0])
