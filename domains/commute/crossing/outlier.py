"""Jumps that no vehicle makes."""

import math

from domains.commute.crossing.assumptions import TOP_SPEED_M_S, UNKNOWN_ACCURACY_M
from domains.commute.crossing.fix import Fix
from domains.kernel.geo import METRES_PER_DEGREE

_SPREADS = 4.0
"""Two circles explain a distance up to so many of their joint standard deviations."""


def implausible(before: Fix, after: Fix) -> bool:
    """Whether going from one fix to the other needs more than 400 km/h, circles allowed for."""
    north = (after.lat - before.lat) * METRES_PER_DEGREE
    lon = abs(after.lon - before.lon)
    east = min(lon, 360 - lon) * METRES_PER_DEGREE * math.cos(math.radians(after.lat))
    reach = TOP_SPEED_M_S * (after.at - before.at)
    excess = math.hypot(east, north) - reach
    if excess <= 0:
        return False
    return excess > _SPREADS * math.hypot(_accuracy(before), _accuracy(after))


def _accuracy(fix: Fix) -> float:
    return fix.accuracy_m if fix.states_accuracy and fix.accuracy_m else UNKNOWN_ACCURACY_M
