"""A convolution as both of our networks use it: SAME padding, bias, activation, and made fast.

TensorFlow pads what a stride of two leaves over at the far side, torch on both: weights trained
with the one see shifted edges with the other.
"""

from collections.abc import Callable, Mapping
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

ACTIVATIONS: Final[Mapping[str, Callable[[Tensor], Tensor]]] = {
    "none": lambda values: values,
    "relu": functional.relu,
    "relu6": functional.relu6,
    "hardswish": functional.hardswish,
}


class Convolution(nn.Module):
    """Batch norm is folded into weight and bias before a model is packed: it is affine by then."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        *,
        kernel: int = 1,
        stride: int = 1,
        groups: int = 1,
        activation: str = "none",
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs // groups, kernel, kernel))
        self.bias = nn.Parameter(torch.zeros(outputs))
        nn.init.kaiming_normal_(self.weight, mode="fan_out")
        self.kernel, self.stride, self.groups = kernel, stride, groups
        self.activation = activation

    def forward(self, pixels: Tensor) -> Tensor:
        height, width = pixels.shape[-2:]
        rows, columns = self.padding(height), self.padding(width)
        padded = functional.pad(pixels, (*columns, *rows)) if any((*rows, *columns)) else pixels
        made = functional.conv2d(
            padded, self.weight, self.bias, stride=self.stride, groups=self.groups
        )
        return ACTIVATIONS[self.activation](made)

    def padding(self, size: int) -> tuple[int, int]:
        """Zeros before and after an axis of that size, as TensorFlow's SAME has them."""
        made = -(-size // self.stride)
        missing = max((made - 1) * self.stride + self.kernel - size, 0)
        return missing // 2, missing - missing // 2


def depthwise(
    channels: int, *, kernel: int = 3, stride: int = 1, activation: str = "none"
) -> Convolution:
    """One filter a channel."""
    return Convolution(
        channels, channels, kernel=kernel, stride=stride, groups=channels, activation=activation
    )


class Squeeze(nn.Module):
    """What weighs the channels by the whole map (squeeze and excitation, Hu et al. 2018), before
    the function that bounds it: [n, channels, 1, 1]."""

    def __init__(self, channels: int, squeezed: int) -> None:
        super().__init__()
        self.down = nn.Linear(channels, squeezed)
        self.up = nn.Linear(squeezed, channels)

    def forward(self, maps: Tensor) -> Tensor:
        mean = maps.mean((2, 3))
        return self.up(functional.relu(self.down(mean)))[..., None, None]
