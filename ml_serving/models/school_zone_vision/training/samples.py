"""Photographs as the network is trained with them: cut, mirrored, dimmed, by a seeded generator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from ml_serving.models.school_zone_vision.evaluation.conditions import night, rain
from ml_serving.models.school_zone_vision.evaluation.photographs import Photograph
from ml_serving.models.school_zone_vision.pixels import Pixels
from ml_serving.models.school_zone_vision.suppression import Boxes
from ml_serving.models.school_zone_vision.training.targets import Target, target_of

_LEAST_CUT = 0.6
_LEAST_SEEN = 0.35
"""Of a box's area, for a person at the edge of a cut to count."""

_WEATHER = 0.15
"""How often it is night, and how often it rains."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of `n` samples, as the losses want them; pixels 0..255."""

    pixels: Tensor
    heat: Tensor
    sides: Tensor
    counted: Tensor


def batches(
    photographs: Sequence[Photograph],
    labels: Sequence[str],
    *,
    size: tuple[int, int],
    batch: int,
    chance: np.random.Generator,
) -> Iterator[Batch]:
    """Every photograph once, in an order and in changes that the generator decides."""
    order = chance.permutation(len(photographs))
    for start in range(0, len(order), batch):
        some = [photographs[at] for at in order[start : start + batch]]
        yield _together([_sample(one, labels, size, chance) for one in some])


def _sample(
    photograph: Photograph,
    labels: Sequence[str],
    size: tuple[int, int],
    chance: np.random.Generator,
) -> tuple[Pixels, Target]:
    frame = photograph.pixels()
    cut = _cut(frame.shape[1], frame.shape[0], chance)
    mirrored = chance.random() < 0.5
    boxes = {label: _moved(photograph.truths[label].boxes, cut, size, mirrored) for label in labels}
    seen = np.asarray(Image.fromarray(frame).resize(size, Image.Resampling.BILINEAR, box=cut))
    seen = _weathered(seen[:, ::-1] if mirrored else seen, chance)
    return seen, target_of(boxes, labels, size=size)


def _cut(width: int, height: int, chance: np.random.Generator) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    share = chance.uniform(_LEAST_CUT, 1.0, 2)
    left, top = chance.random(2) * (1 - share) * (width, height)
    return left, top, left + share[0] * width, top + share[1] * height


def _moved(boxes: Boxes, cut: Sequence[float], size: tuple[int, int], mirrored: bool) -> Boxes:
    left, top, right, bottom = cut
    scale = np.array([size[0] / (right - left), size[1] / (bottom - top)] * 2, np.float32)
    whole = (boxes - np.array([left, top, left, top], np.float32)) * scale
    seen = np.clip(whole, 0, np.array([*size, *size], np.float32))
    kept = seen[_areas(seen) > _LEAST_SEEN * _areas(whole)]
    return np.stack(_mirrored(kept, size[0]), axis=1) if mirrored else kept


def _mirrored(boxes: Boxes, width: int) -> Sequence[np.ndarray[tuple[int], np.dtype[np.float32]]]:
    left, top, right, bottom = boxes.T
    return width - right, top, width - left, bottom


def _areas(boxes: Boxes) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def _weathered(frame: Pixels, chance: np.random.Generator) -> Pixels:
    drawn = chance.random()
    if drawn < _WEATHER:
        return night(frame, chance)
    if drawn < 2 * _WEATHER:
        return rain(frame, chance)
    light = chance.uniform(0.7, 1.3) * frame + chance.uniform(-20, 20)
    return np.clip(light, 0, 255).astype(np.uint8)


def _together(samples: Sequence[tuple[Pixels, Target]]) -> Batch:
    pixels = np.stack([frame for frame, _ in samples])
    parts: Mapping[str, Tensor] = {
        name: torch.from_numpy(np.stack([getattr(target, name) for _, target in samples]))
        for name in ("heat", "sides", "counted")
    }
    return Batch(torch.from_numpy(pixels).permute(0, 3, 1, 2).float(), **parts)
