"""PyTorch as the engine: on a graphics card, and wherever nothing faster is installed."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn

from ml_serving.contract import Device
from ml_serving.models.school_zone_vision.engines.face import Engine, Seen
from ml_serving.models.school_zone_vision.pixels import Pixels


def with_torch(network: nn.Module, device: Device) -> Engine:
    """One forward pass for all pictures that lie the same way. Channels stay last, where its
    convolutions are fastest."""
    torch.set_num_threads(device.threads)
    network = network.to(device.name, memory_format=torch.channels_last)

    def alike(pictures: Sequence[Pixels]) -> list[Seen]:
        with torch.inference_mode():
            pixels = torch.from_numpy(np.stack(pictures)).to(device.name)
            told = network(pixels.permute(0, 3, 1, 2).float())
            boxes, scores = (one.cpu().numpy() for one in told)
            return list(zip(boxes, scores, strict=True))

    def see(pictures: Sequence[Pixels]) -> Sequence[Seen]:
        seen: dict[int, Seen] = {}
        for shape in {one.shape for one in pictures}:
            own = [at for at, one in enumerate(pictures) if one.shape == shape]
            seen |= zip(own, alike([pictures[at] for at in own]), strict=True)
        return [seen[at] for at in range(len(pictures))]

    return Engine(see, pictures_a_pass=None)
