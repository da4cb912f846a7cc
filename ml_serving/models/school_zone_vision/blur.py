"""Persons and vehicles are made unrecognisable before a frame is stored or shown.

A mosaic of a few cells a box: what a cell shows is one mean colour, and no sharpening brings back
what was not kept. Blurring by a filter would keep it.
"""

from collections.abc import Sequence

import numpy as np

from ml_serving.models.school_zone_vision.detection import Box
from ml_serving.models.school_zone_vision.pixels import Pixels

MARGIN = 0.15
"""Of the box's width and height, on every side: a detector's box may cut off a hand or a plate."""

LEAST_MARGIN = 4
"""Pixels."""

CELLS = 6
"""At most, along the longer side of a box."""

LEAST_CELL = 8
"""Pixels a side."""


def blurred(frame: Pixels, boxes: Sequence[Box]) -> Pixels:
    """A copy in which every box, with its margin, is a mosaic. Boxes are in the frame's pixels."""
    made = frame.copy()
    for box in boxes:
        rows, columns = covered(box, height=frame.shape[0], width=frame.shape[1])
        made[rows, columns] = _mosaic(made[rows, columns])
    return made


def covered(box: Box, *, height: int, width: int) -> tuple[slice, slice]:
    """The rows and columns of a box's mosaic: every pixel that the box touches, and its margin."""
    left, top, right, bottom = box
    beside = max(MARGIN * (right - left), LEAST_MARGIN)
    above = max(MARGIN * (bottom - top), LEAST_MARGIN)
    return _span(top - above, bottom + above, height), _span(left - beside, right + beside, width)


def _span(first: float, last: float, size: int) -> slice:
    start, stop = (int(np.clip(at, 0, size)) for at in (np.floor(first), np.ceil(last)))
    return slice(start, stop)


def _mosaic(region: Pixels) -> Pixels:
    """Each cell its mean."""
    height, width = region.shape[:2]
    if height == 0 or width == 0:
        return region
    cell = max(LEAST_CELL, -(-max(height, width) // CELLS))
    sums = region.astype(np.float64)
    for axis, size in ((0, height), (1, width)):
        starts = np.arange(0, size, cell)
        counts = np.diff([*starts, size])
        mean = np.add.reduceat(sums, starts, axis=axis) / np.expand_dims(
            counts, tuple(set(range(3)) - {axis})
        )
        sums = np.repeat(mean, counts, axis=axis)
    return sums.round().astype(np.uint8)
