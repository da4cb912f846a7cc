"""What was seen: the clean output that rules, tracking and blurring build on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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

    def from_score(self, least: float) -> "Choice":
        """The same, or fewer."""
        return replace(self, least_score=max(least, self.least_score))


def chosen(
    boxes: NDArray[np.float32], scores: NDArray[np.float32], choice: Choice
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]:
    """Boxes [k, 4] in 0..1, scores [k] and labels' numbers [k], best first.

    `boxes` [n, 4] and `scores` [n, labels] are one picture's. Boxes of different labels never
    suppress each other: they are laid into pictures of their own, side by side.
    """
    index, number = np.nonzero(scores >= choice.least_score)
    told, clipped = scores[index, number], np.clip(boxes[index], 0.0, 1.0)
    apart = clipped + 2.0 * number[:, None].astype(np.float32)
    kept = kept_of(apart, told, overlap=choice.overlap, most=choice.most)
    return clipped[kept], told[kept], number[kept]


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
