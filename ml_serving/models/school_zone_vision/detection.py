"""What was seen: the clean output that rules, tracking and blurring build on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.school_zone_vision.suppression import kept_of

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Detection:
    """One person or vehicle. `box` in pixels of the upright picture, within it."""

    label: str
    score: float
    box: Box


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of a network's boxes are told."""

    labels: tuple[str, ...]
    least_score: float
    overlap: float
    """Boxes of one label that overlap by more are one object."""
    most: int


def chosen(
    boxes: NDArray[np.float32], scores: NDArray[np.float32], choice: Choice
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]:
    """Boxes [k, 4] in 0..1, scores [k] and labels' numbers [k], best first.

    `boxes` [n, 4] and `scores` [n, labels] are one picture's; suppression is by label.
    """
    clipped = np.clip(boxes, 0.0, 1.0)
    found = [_of_label(clipped, scores[:, at], at, choice) for at in range(scores.shape[1])]
    index, told, number = (np.concatenate(part) for part in zip(*found, strict=True))
    best = np.argsort(-told, kind="stable")[: choice.most]
    return clipped[index[best]], told[best], number[best]


def _of_label(
    boxes: NDArray[np.float32], scores: NDArray[np.float32], number: int, choice: Choice
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]:
    above = np.flatnonzero(scores >= choice.least_score)
    kept = above[kept_of(boxes[above], scores[above], overlap=choice.overlap, most=choice.most)]
    return kept, scores[kept], np.full(len(kept), number)


def in_pixels(
    boxes: NDArray[np.float32],
    scores: NDArray[np.float32],
    numbers: NDArray[np.int64],
    *,
    size: tuple[int, int],
    labels: Sequence[str],
) -> list[Detection]:
    """`size` is the upright picture's width and height."""
    scale = np.array([*size, *size], np.float64)
    return [
        Detection(labels[number], float(score), _box(box))
        for box, score, number in zip(boxes * scale, scores, numbers, strict=True)
    ]


def _box(box: NDArray[np.float64]) -> Box:
    left, top, right, bottom = (float(side) for side in box)
    return left, top, right, bottom
