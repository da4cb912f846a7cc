"""Focal loss for the heat (Law and Deng 2018), GIoU for the sides (Rezatofighi et al. 2019)."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

_SIDES_WEIGHT = 5.0


@dataclass(frozen=True, slots=True)
class Losses:
    """Both per object; `whole` is what is minimised."""

    heat: Tensor
    sides: Tensor

    @property
    def whole(self) -> Tensor:
        return self.heat + _SIDES_WEIGHT * self.sides


def losses_of(
    logits: Tensor, sides: Tensor, *, heat: Tensor, true_sides: Tensor, counted: Tensor
) -> Losses:
    """Logits and heat [n, labels, h, w], sides [n, 4, h, w], counted [n, h, w]."""
    return Losses(_focal(logits, heat), _sides(sides, true_sides, counted))


def _focal(logits: Tensor, heat: Tensor) -> Tensor:
    told = logits.sigmoid()
    middles = heat == 1
    missed = -functional.logsigmoid(logits) * (1 - told) ** 2
    feigned = -functional.logsigmoid(-logits) * told**2 * (1 - heat) ** 4
    return torch.where(middles, missed, feigned).sum() / middles.sum().clamp(min=1)


def _sides(told: Tensor, true: Tensor, counted: Tensor) -> Tensor:
    """Both boxes share the cell that the four distances start at: no coordinates are needed."""
    at = counted > 0
    found, there = (sides.movedim(1, -1)[at].clamp(min=1e-3) for sides in (told, true))
    shared = _area(torch.minimum(found, there))
    union = _area(found) + _area(there) - shared
    around = _area(torch.maximum(found, there))
    wrong = 1 - shared / union + (around - union) / around
    return (wrong * counted[at]).sum() / counted[at].sum().clamp(min=1e-6)


def _area(sides: Tensor) -> Tensor:
    left, top, right, bottom = sides.unbind(-1)
    return (left + right) * (top + bottom)
