"""Average precision as COCO measures it, at one overlap and one label.

https://cocodataset.org/#detection-eval: detections by falling score take the true box that they
overlap most, each true box once; crowds (regions of many) neither help nor hurt.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.school_zone_vision.suppression import Boxes, overlaps_of

OVERLAP = 0.5
LEAST_SCORE = 0.05
_RECALLS = np.linspace(0, 1, 101)


@dataclass(frozen=True, slots=True)
class Found:
    """What a detector says of one photograph and label. Boxes in pixels."""

    boxes: Boxes
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is there. `crowds` are boxes of many."""

    boxes: Boxes
    crowds: Boxes


@dataclass(frozen=True, slots=True)
class Judged:
    """Every detection's score and whether it was right (crowds left out), and how many there were
    to be found."""

    scores: NDArray[np.float32]
    right: NDArray[np.bool_]
    there: int


def judged(found: Sequence[Found], truths: Sequence[Truth]) -> Judged:
    """All photographs together."""
    each = [_judged(one, truth) for one, truth in zip(found, truths, strict=True)]
    scores, right = (np.concatenate(part) for part in zip(*each, strict=True))
    return Judged(scores, right, sum(len(truth.boxes) for truth in truths))


def average_precision(judgement: Judged) -> float:
    """The mean over 101 recalls of the best precision at that recall or beyond."""
    order = np.argsort(-judgement.scores, kind="stable")
    hits = np.cumsum(judgement.right[order])
    if not len(hits) or not judgement.there:
        return 0.0
    precision = hits / np.arange(1, len(hits) + 1)
    best = np.maximum.accumulate(precision[::-1])[::-1]
    at = np.searchsorted(hits / judgement.there, _RECALLS, side="left")
    return float(np.mean(np.append(best, 0.0)[np.minimum(at, len(best))]))


def precision_and_recall(judgement: Judged, *, score: float) -> tuple[float, float]:
    """Of the detections from a score upward."""
    told = judgement.right[judgement.scores >= score]
    return float(told.mean()) if len(told) else 0.0, float(told.sum()) / max(judgement.there, 1)


def _judged(found: Found, truth: Truth) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    order = np.argsort(-found.scores, kind="stable")
    order = order[found.scores[order] >= LEAST_SCORE]
    boxes = found.boxes[order]
    right = _taken(overlaps_of(boxes, truth.boxes))
    counted = right | ~_within(boxes, truth.crowds)
    return found.scores[order][counted], right[counted]


def _taken(overlaps: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Best first, each takes the free true box that it overlaps most."""
    left = overlaps.copy()
    right = np.zeros(len(left), bool)
    for at in range(len(left) if left.size else 0):
        best = int(left[at].argmax())
        right[at] = left[at, best] >= OVERLAP
        if right[at]:
            left[:, best] = -1.0
    return right


def _within(boxes: Boxes, crowds: Boxes) -> NDArray[np.bool_]:
    """Mostly inside a crowd: a crowd's overlap is measured against the detection's own area."""
    if not len(crowds):
        return np.zeros(len(boxes), bool)
    near = np.maximum(boxes[:, None, :2], crowds[None, :, :2])
    far = np.minimum(boxes[:, None, 2:], crowds[None, :, 2:])
    shared = np.prod(np.clip(far - near, 0, None), axis=2)
    own = np.prod(np.clip(boxes[:, 2:] - boxes[:, :2], 1e-6, None), axis=1)
    return (shared / own[:, None]).max(axis=1) >= OVERLAP
