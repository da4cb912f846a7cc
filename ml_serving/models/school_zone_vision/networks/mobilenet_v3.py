"""MobileNetV3-Large (Howard et al. 2019, table 1) at three quarters of its width, as a backbone."""

from torch import Tensor, nn
from torch.nn import functional

from ml_serving.models.school_zone_vision.networks.convolution import (
    Convolution,
    Squeeze,
    depthwise,
)

_BLOCKS = (
    (3, 16, 16, 0, "relu", 1),
    (3, 64, 24, 0, "relu", 2),
    (3, 72, 24, 0, "relu", 1),
    (5, 72, 32, 24, "relu", 2),
    (5, 96, 32, 24, "relu", 1),
    (5, 96, 32, 24, "relu", 1),
    (3, 192, 64, 0, "hardswish", 2),
    (3, 160, 64, 0, "hardswish", 1),
    (3, 144, 64, 0, "hardswish", 1),
    (3, 144, 64, 0, "hardswish", 1),
    (3, 384, 88, 96, "hardswish", 1),
    (3, 528, 88, 136, "hardswish", 1),
    (5, 528, 120, 136, "hardswish", 2),
    (5, 720, 120, 184, "hardswish", 1),
    (5, 720, 120, 184, "hardswish", 1),
)
"""Kernel, channels inside, channels out, squeezed channels (0: none), activation, stride."""

_WIDE_TAPS = (3, 5)
"""Blocks whose inside is handed on, at a quarter and an eighth of the picture's size."""

_NARROW_TAP = 11
"""The block whose end is handed on, at a sixteenth."""

CHANNELS = (72, 96, 88, 480)
"""Of the four maps, finest first."""


class MobileNetV3(nn.Module):
    """Four maps, at 1/4, 1/8, 1/16 and 1/32 of the picture's size."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = Convolution(3, 16, kernel=3, stride=2, activation="hardswish")
        inputs = (16, *(block[2] for block in _BLOCKS))
        self.blocks = nn.ModuleList(
            Block(narrow, *block) for narrow, block in zip(inputs, _BLOCKS, strict=False)
        )
        self.last = Convolution(inputs[-1], CHANNELS[-1], activation="hardswish")

    def forward(self, pixels: Tensor) -> list[Tensor]:
        narrow = self.stem(pixels)
        found: list[Tensor] = []
        for at, block in enumerate(self.blocks):
            narrow, wide = block(narrow)
            if at in _WIDE_TAPS:
                found.append(wide)
            elif at == _NARROW_TAP:
                found.append(narrow)
        return [*found, self.last(narrow)]


class Block(nn.Module):
    """An inverted residual with its squeeze and excitation."""

    def __init__(
        self,
        inputs: int,
        kernel: int,
        wide: int,
        outputs: int,
        squeezed: int,
        activation: str,
        stride: int,
    ) -> None:
        super().__init__()
        self.expand = Convolution(inputs, wide, activation=activation) if wide != inputs else None
        self.depthwise = depthwise(wide, kernel=kernel, stride=stride, activation=activation)
        self.squeeze = Squeeze(wide, squeezed) if squeezed else None
        self.project = Convolution(wide, outputs)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, narrow: Tensor) -> tuple[Tensor, Tensor]:
        """The block's end, and its wide inside."""
        wide = narrow if self.expand is None else self.expand(narrow)
        filtered = self.depthwise(wide)
        if self.squeeze is not None:
            filtered = filtered * functional.hardsigmoid(self.squeeze(filtered))
        made = self.project(filtered)
        return (made + narrow if self.residual else made), wide
