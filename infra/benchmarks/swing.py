"""A child that walks to school, stays, walks away and stays away, over and over.

Half of the fixes lie near the school and half far from it. The truth is plain: the way leads
to the very middle, so each swing is one arrival and one departure, and begins and ends far out.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from domains.kernel.geo import METRES_PER_DEGREE, LatLon

WAY, STAY = 25, 50
SWING = WAY + STAY + WAY + STAY
"""Fixes of one swing."""

STEP_S = 20
"""Seconds between two fixes; a swing takes fifty minutes."""

FAR_M = 900.0
RADIUS_M = 100.0
DWELL_S = 60
JITTER_M = 3.0
ACCURACY_M = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A fix as a phone knows it; `at` in whole seconds since 1970."""

    at: int
    lat: float
    lon: float
    accuracy_m: int = ACCURACY_M


def swings(school: LatLon, *, begins: int, count: int, seed: int) -> Iterator[list[Point]]:
    """So many swings, one after the other; where one goes to, the next one comes from."""
    dice = Random(seed)
    bearings = [dice.uniform(0, 2 * math.pi) for _ in range(count + 1)]
    for number, (comes_from, goes_to) in enumerate(pairwise(bearings)):
        ways = [(_away(step), goes_to if step >= WAY + STAY else comes_from) for step in _STEPS]
        first = begins + number * SWING * STEP_S
        yield [
            _place(dice, school, away, bearing, first + step * STEP_S)
            for step, (away, bearing) in enumerate(ways)
        ]


_STEPS = range(SWING)


def _away(step: int) -> float:
    """Metres from the middle."""
    if step < WAY:
        return FAR_M * (1 - step / WAY)
    if step < WAY + STAY:
        return 0.0
    return FAR_M * min(1.0, (step - WAY - STAY) / WAY)


def _place(dice: Random, school: LatLon, away: float, bearing: float, at: int) -> Point:
    north = away * math.cos(bearing) + dice.gauss(0, JITTER_M)
    east = away * math.sin(bearing) + dice.gauss(0, JITTER_M)
    scale = METRES_PER_DEGREE * math.cos(math.radians(school.lat))
    lat = school.lat + north / METRES_PER_DEGREE
    return Point(at, round(lat, 7), round(school.lon + east / scale, 7))
