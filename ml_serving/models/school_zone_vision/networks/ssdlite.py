"""SSDLite on MobileNetV2 (Sandler et al. 2018, section 6.2), as the TensorFlow object detection API
lays it out: six grids, the finest of them tapped inside the fourteenth block."""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor, nn

from ml_serving.models.school_zone_vision.networks.anchors import anchors_of, decode
from ml_serving.models.school_zone_vision.networks.convolution import Convolution, depthwise

_BLOCKS = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
"""Expansion, channels, repetitions, first stride: table 2 of the paper."""

_TAPPED = 13
_EXTRAS = ((1280, 256, 512), (512, 128, 256), (256, 128, 256), (256, 64, 128))
_GRIDS = ((576, 3), (1280, 6), (512, 6), (256, 6), (256, 6), (128, 6))
"""Channels and anchors a cell."""


class Block(nn.Module):
    """An inverted residual: wide inside, narrow and linear at its ends."""

    def __init__(self, inputs: int, outputs: int, *, expansion: int, stride: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.expand = Convolution(inputs, wide, activation="relu6") if expansion > 1 else None
        self.depthwise = depthwise(wide, stride=stride, activation="relu6")
        self.project = Convolution(wide, outputs)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, narrow: Tensor) -> tuple[Tensor, Tensor]:
        """The block's end, and its wide inside."""
        wide = narrow if self.expand is None else self.expand(narrow)
        made = self.project(self.depthwise(wide))
        return (made + narrow if self.residual else made), wide


class Extra(nn.Sequential):
    """Halves the grid below the backbone."""

    def __init__(self, inputs: int, middle: int, outputs: int) -> None:
        super().__init__(
            Convolution(inputs, middle, activation="relu6"),
            depthwise(middle, stride=2, activation="relu6"),
            Convolution(middle, outputs, activation="relu6"),
        )


class Head(nn.Sequential):
    """What one grid says: `values` numbers a cell."""

    def __init__(self, channels: int, values: int) -> None:
        super().__init__(depthwise(channels, activation="relu6"), Convolution(channels, values))

    def forward(self, grid: Tensor) -> Tensor:
        made = super().forward(grid)
        return made.permute(0, 2, 3, 1).flatten(1)


class Ssdlite(nn.Module):
    """The whole detector. `labels` without a background: scores are sigmoids, not a softmax."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.labels = labels
        self.stem = Convolution(3, 32, kernel=3, stride=2, activation="relu6")
        self.blocks = nn.ModuleList(_blocks())
        self.last = Convolution(320, 1280, activation="relu6")
        self.extras = nn.ModuleList(Extra(*channels) for channels in _EXTRAS)
        self.boxes = nn.ModuleList(Head(channels, each * 4) for channels, each in _GRIDS)
        self.classes = nn.ModuleList(Head(channels, each * labels) for channels, each in _GRIDS)

    def maps(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """What is told of every anchor: encoded boxes [n, k * 4] and logits [n, k * labels]."""
        grids = self.grids(pixels * (2 / 255) - 1)
        return _all(self.boxes, grids), _all(self.classes, grids)

    def told(
        self, encoded: Tensor, logits: Tensor, *, size: tuple[int, int]
    ) -> tuple[Tensor, Tensor]:
        """Boxes and scores. `size` is the pictures' width and height."""
        boxes = decode(encoded.unflatten(1, (-1, 4)), anchors_of(_grids(size)).to(encoded))
        return boxes, logits.unflatten(1, (-1, self.labels)).sigmoid()

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        height, width = pixels.shape[-2:]
        return self.told(*self.maps(pixels), size=(width, height))

    def grids(self, values: Tensor) -> list[Tensor]:
        """The six feature maps, finest first."""
        narrow = self.stem(values)
        found: list[Tensor] = []
        for at, block in enumerate(self.blocks):
            narrow, wide = block(narrow)
            if at == _TAPPED:
                found.append(wide)
        found.append(self.last(narrow))
        for extra in self.extras:
            found.append(extra(found[-1]))
        return found


def _all(heads: Iterable[nn.Module], grids: Sequence[Tensor]) -> Tensor:
    """What all heads of a kind say, finest grid first."""
    return torch.cat([head(one) for head, one in zip(heads, grids, strict=True)], 1)


def _grids(size: tuple[int, int]) -> list[tuple[int, int]]:
    """Rows and columns of the six: the picture halved, rounding up, four to nine times."""
    width, height = size
    return [(-(-height // 2**times), -(-width // 2**times)) for times in range(4, 10)]


def _blocks() -> list[Block]:
    made, inputs = [], 32
    for expansion, outputs, repetitions, first in _BLOCKS:
        for at in range(repetitions):
            stride = first if at == 0 else 1
            made.append(Block(inputs, outputs, expansion=expansion, stride=stride))
            inputs = outputs
    return made
