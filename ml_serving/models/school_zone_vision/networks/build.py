"""From an archive's settings and weights to a network that computes."""

from collections.abc import Mapping, Sequence
from typing import Final

import torch
from torch import nn

from ml_serving.contract import Tensors
from ml_serving.models.school_zone_vision.networks.centernet import Centernet
from ml_serving.models.school_zone_vision.networks.ssdlite import Ssdlite
from ml_serving.models.school_zone_vision.networks.torchvision_coco import TorchvisionCoco

OURS: Final[Mapping[str, type[Ssdlite | Centernet]]] = {
    "ssdlite-mobilenet-v2": Ssdlite,
    "centernet-mobilenet-v3": Centernet,
}
TORCHVISION: Final = "torchvision:"
"""Before the name of one of torchvision's own detectors."""


def network_of(name: str, labels: Sequence[str]) -> nn.Module:
    """An untrained network. Raises `KeyError` for a name that nobody here knows."""
    if name.startswith(TORCHVISION):
        return TorchvisionCoco(name.removeprefix(TORCHVISION), labels)
    return OURS[name](len(labels))


def with_weights(network: nn.Module, weights: Tensors) -> nn.Module:
    """Every parameter from the archive; one missing, or one too many, raises `RuntimeError`."""
    network.load_state_dict({name: torch.tensor(value) for name, value in weights.items()})
    return network.eval().requires_grad_(False)
