"""Anchors and box coder of the TensorFlow object detection API's SSD (Liu et al. 2016).

Coordinates are fractions of the picture; an anchor is centre y, centre x, height, width.
"""

from collections.abc import Sequence
from math import sqrt

import torch
from torch import Tensor

_SMALLEST, _LARGEST = 0.2, 0.95
_RATIOS = (1.0, 2.0, 0.5, 3.0, 0.3333)
_FIRST_LAYER = ((0.1, 1.0), (0.2, 2.0), (0.2, 0.5))
"""Scale and aspect ratio: the finest grid has three small shapes only."""

_VARIANCE_CENTRE, _VARIANCE_SIZE = 10.0, 5.0


def anchors_of(grids: Sequence[tuple[int, int]]) -> Tensor:
    """All anchors of the grids (rows, columns), finest first: [k, 4]."""
    count = len(grids)
    scales = [_SMALLEST + (_LARGEST - _SMALLEST) * at / (count - 1) for at in range(count)]
    shapes = [_FIRST_LAYER, *(_shapes(scales[at : at + 2]) for at in range(1, count))]
    return torch.cat([_on_grid(grid, shape) for grid, shape in zip(grids, shapes, strict=True)])


def _shapes(scales: Sequence[float]) -> Sequence[tuple[float, float]]:
    """Every ratio at this layer's scale, and a square between it and the next layer's."""
    between = sqrt(scales[0] * (scales[1] if len(scales) > 1 else 1.0))
    return [*((scales[0], ratio) for ratio in _RATIOS), (between, 1.0)]


def _on_grid(grid: tuple[int, int], shapes: Sequence[tuple[float, float]]) -> Tensor:
    rows, columns = grid
    y = (torch.arange(rows) + 0.5) / rows
    x = (torch.arange(columns) + 0.5) / columns
    heights = torch.tensor([scale / sqrt(ratio) for scale, ratio in shapes])
    widths = torch.tensor([scale * sqrt(ratio) for scale, ratio in shapes])
    centres_y, centres_x, height = torch.meshgrid(y, x, heights, indexing="ij")
    width = widths.expand_as(height)
    return torch.stack([centres_y, centres_x, height, width], dim=-1).reshape(-1, 4)


def decode(encoded: Tensor, anchors: Tensor) -> Tensor:
    """Boxes (left, top, right, bottom) from what the network says of each anchor: [n, k, 4]."""
    centres = encoded[..., :2] / _VARIANCE_CENTRE * anchors[:, 2:] + anchors[:, :2]
    halves = torch.exp(encoded[..., 2:] / _VARIANCE_SIZE) * anchors[:, 2:] / 2
    near, far = centres - halves, centres + halves
    return torch.stack([near[..., 1], near[..., 0], far[..., 1], far[..., 0]], dim=-1)
