"""What the network should say of a photograph: heat at objects' middles, and their sides there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.school_zone_vision.suppression import Boxes

CELL = 4
REACH = 16.0
_SPREAD = 0.09
"""Standard deviation of the heat, in widths and heights of the box (TTFNet, Liu et al. 2020)."""


@dataclass(frozen=True, slots=True)
class Target:
    """Heat [labels, h, w] with 1 at middles; sides [4, h, w] where `counted` [h, w] is above 0."""

    heat: NDArray[np.float32]
    sides: NDArray[np.float32]
    counted: NDArray[np.float32]


def target_of(
    boxes: Mapping[str, Boxes], labels: Sequence[str], *, size: tuple[int, int]
) -> Target:
    """`boxes` in pixels of the picture as the network sees it; `size` is its width and height."""
    columns, rows = size[0] // CELL, size[1] // CELL
    heat = np.zeros((len(labels), rows, columns), np.float32)
    sides = np.zeros((4, rows, columns), np.float32)
    counted = np.zeros((rows, columns), np.float32)
    for number, label in enumerate(labels):
        for box in boxes[label]:
            _mark(heat[number], sides, counted, box)
    return Target(heat, sides, counted)


def _mark(
    heat: NDArray[np.float32],
    sides: NDArray[np.float32],
    counted: NDArray[np.float32],
    box: NDArray[np.float32],
) -> None:
    left, top, right, bottom = (float(one) for one in box)
    rows, columns = np.mgrid[0 : heat.shape[0], 0 : heat.shape[1]]
    row = min(int((top + bottom) / 2 / CELL), heat.shape[0] - 1)
    column = min(int((left + right) / 2 / CELL), heat.shape[1] - 1)
    wide, high = (max(_SPREAD * size / CELL, 0.4) for size in (right - left, bottom - top))
    bell = np.exp(-(((columns - column) / wide) ** 2 + ((rows - row) / high) ** 2) / 2)
    bell[bell < 1e-3] = 0.0
    np.maximum(heat, bell.astype(np.float32), out=heat)
    own = bell > np.maximum(counted, 0.5)
    x, y = columns[own] * CELL, rows[own] * CELL
    sides[:, own] = np.stack([x - left, y - top, right - x, bottom - y]) / REACH
    counted[own] = bell[own]
