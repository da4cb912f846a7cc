"""From TensorFlow's layout and batch norms to the one bias and weight of our convolutions."""

import numpy as np

from ml_serving.contract import Tensor

EPSILON = 0.001
"""What both starts' batch norms add to the variance."""


def dense(kernel: Tensor) -> Tensor:
    """Height, width, in, out: to out, in, height, width."""
    return kernel.transpose(3, 2, 0, 1)


def by_channel(kernel: Tensor) -> Tensor:
    """A depthwise kernel: height, width, channel, 1: to channel, 1, height, width."""
    return kernel.transpose(2, 3, 0, 1)


def folded(
    weight: Tensor, *, gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor
) -> tuple[Tensor, Tensor]:
    """The weight and bias that do what the convolution and its batch norm did (in double)."""
    scale = gamma.astype(np.float64) / np.sqrt(variance.astype(np.float64) + EPSILON)
    bias = beta - mean * scale
    return (weight * scale[:, None, None, None]).astype(np.float32), bias.astype(np.float32)
