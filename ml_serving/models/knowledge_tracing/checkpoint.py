"""Where a fit stands, on disk after every epoch: a fit that was cut off goes on from there."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

Weights = Mapping[str, Tensor]


@dataclass(frozen=True, slots=True)
class Epoch:
    """One pass: mean training loss in nats, and the AUC on the validation split."""

    number: int
    loss: float
    auc: float


@dataclass(slots=True)
class Standing:
    """A fit between two epochs: its curve, the weights that validated best, and the weights, their
    moving average and the optimiser as they are."""

    curve: list[Epoch] = field(default_factory=list)
    best: Weights = field(default_factory=dict)
    weights: Weights = field(default_factory=dict)
    average: Weights = field(default_factory=dict)
    optimiser: Mapping[str, Any] = field(default_factory=dict)

    @property
    def best_epoch(self) -> Epoch:
        return max(self.curve, key=lambda epoch: epoch.auc)


def keep(standing: Standing, path: Path) -> None:
    """Replaces `path` whole, so that a cut leaves the epoch before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    torch.save(asdict(standing), half)
    half.replace(path)


def resume(path: Path) -> Standing:
    """What was kept; the beginning of a fit where nothing was."""
    if not path.exists():
        return Standing()
    kept = torch.load(path, weights_only=True)
    return Standing(**{**kept, "curve": [Epoch(**epoch) for epoch in kept["curve"]]})
