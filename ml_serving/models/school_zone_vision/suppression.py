"""Non-maximum suppression: of boxes that overlap, the one with the best score stays."""

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float32]
"""[k, 4]: left, top, right, bottom."""


def kept_of(
    boxes: Boxes, scores: NDArray[np.float32], *, overlap: float, most: int
) -> NDArray[np.int64]:
    """Indices of at most `most` boxes, best first, no two of which overlap by more than `overlap`
    (intersection over union). Equal scores: the earlier box stands first, whatever the batch."""
    order = np.argsort(-scores, kind="stable")
    overlaps = overlaps_of(boxes[order], boxes[order]) > overlap
    standing = np.ones(len(order), bool)
    kept: list[int] = []
    for at, index in enumerate(order):
        if standing[at]:
            kept.append(int(index))
            standing &= ~overlaps[at]
        if len(kept) == most:
            break
    return np.array(kept, np.int64)


def overlaps_of(one: Boxes, other: Boxes) -> NDArray[np.float32]:
    """Intersection over union of every pair: [len(one), len(other)]; nothing over nothing is 0."""
    near = np.maximum(one[:, None, :2], other[None, :, :2])
    far = np.minimum(one[:, None, 2:], other[None, :, 2:])
    shared = np.prod(np.clip(far - near, 0, None), axis=2)
    union = _areas(one)[:, None] + _areas(other)[None] - shared
    return np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)


def _areas(boxes: Boxes) -> NDArray[np.float32]:
    return np.prod(np.clip(boxes[:, 2:] - boxes[:, :2], 0, None), axis=1)
