"""A box in even motion: a Kalman filter for each of centre x, centre y, width and height.

The four do not disturb each other, so that each filter has two numbers (where, how fast) and the
covariance of the two. Noise grows with the box: near things move more pixels (SORT, Bewley 2016).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.school_zone_vision.detection import Box

Four = NDArray[np.float64]
"""Of centre x, centre y, width, height."""

_SEEN_WITHIN = 0.05
"""Standard deviation of a detection's sides, in heights of the box."""

_PUSHED = 0.5
"""Standard deviation of what a second adds to the speed, in heights of the box a second."""

_FIRST_SPEED = 1.0
"""Standard deviation of an unknown speed, in heights a second: a runner's, roughly."""


@dataclass(frozen=True, slots=True)
class Motion:
    """Where (pixels), how fast (pixels a second), and how sure of both."""

    where: Four
    speed: Four
    doubt_where: Four
    doubt_both: Four
    doubt_speed: Four


def begun(box: Box) -> Motion:
    """Seen once: somewhere, with any speed."""
    where = _four(box)
    size = where[3]
    still = np.zeros(4)
    seen, speed = np.full(4, (_SEEN_WITHIN * size) ** 2), np.full(4, (_FIRST_SPEED * size) ** 2)
    return Motion(where, still, seen, still, speed)


def moved(motion: Motion, seconds: float) -> Motion:
    """Where it will be if nothing pushes it, and less sure of it."""
    push = (_PUSHED * motion.where[3]) ** 2 * seconds
    both = motion.doubt_both + seconds * motion.doubt_speed
    return Motion(
        where=motion.where + seconds * motion.speed,
        speed=motion.speed,
        doubt_where=motion.doubt_where
        + seconds * (motion.doubt_both + both)
        + push * seconds**2 / 3,
        doubt_both=both + push * seconds / 2,
        doubt_speed=motion.doubt_speed + push,
    )


def seen(motion: Motion, box: Box) -> Motion:
    """Corrected by what was seen."""
    found = _four(box)
    noise = (_SEEN_WITHIN * found[3]) ** 2
    trust = motion.doubt_where / (motion.doubt_where + noise)
    pull = motion.doubt_both / (motion.doubt_where + noise)
    missed = found - motion.where
    return Motion(
        where=motion.where + trust * missed,
        speed=motion.speed + pull * missed,
        doubt_where=(1 - trust) * motion.doubt_where,
        doubt_both=(1 - trust) * motion.doubt_both,
        doubt_speed=motion.doubt_speed - pull * motion.doubt_both,
    )


def box_of(motion: Motion) -> Box:
    """Its sides now; never inside out."""
    x, y, width, height = (float(one) for one in motion.where)
    half_width, half_height = max(width, 1.0) / 2, max(height, 1.0) / 2
    return x - half_width, y - half_height, x + half_width, y + half_height


def _four(box: Box) -> Four:
    left, top, right, bottom = box
    return np.array([(left + right) / 2, (top + bottom) / 2, right - left, bottom - top])
