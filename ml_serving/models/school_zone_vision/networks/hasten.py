"""Makes a network fast on the processor at hand, without changing what it says."""

import torch
from torch import nn


def hastened(network: nn.Module, *, size: tuple[int, int]) -> nn.Module:
    """Channels last: what the convolutions of processors and graphics cards are fastest with."""
    del size
    return network.to(memory_format=torch.channels_last)
