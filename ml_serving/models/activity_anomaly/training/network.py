"""The hazard network as PyTorch fits it; `hazard.Hazard` is the same in NumPy."""

from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn

from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.hazard import FEATURES

WIDTHS = (FEATURES, 32, 16, 1)


class HazardNetwork(nn.Module):
    """Features [N, FEATURES] to the logit of a sign of life in the slot, [N]."""

    def __init__(self) -> None:
        super().__init__()
        self.net = nn.ModuleList(nn.Linear(narrow, wide) for narrow, wide in pairwise(WIDTHS))

    def forward(self, features: Tensor) -> Tensor:
        for layer in self.net[:-1]:
            features = torch.tanh(layer(features))
        logit: Tensor = self.net[-1](features)[:, 0]
        return logit

    def weights(self) -> Tensors:
        """As they stand in the archive."""
        return {
            name: np.ascontiguousarray(values.detach().cpu().numpy(), dtype=np.float32)
            for name, values in self.state_dict().items()
        }


def unfitted(seed: int) -> Tensors:
    """Weights of a network that knows nothing, for the first walk."""
    torch.manual_seed(seed)
    return HazardNetwork().weights()
