"""One child's day: in and out of school, each visit unmistakable."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from domains.commute.public import CrossingKind
from domains.kernel.geo import METRES_PER_DEGREE, LatLon

FAR_M = 500.0
RADIUS_M, EXIT_RADIUS_M = 100.0, 125.0
"""The fence, and how far it must be left behind; both far from where a child lingers."""

SPEED_MPS = 4.0
LEG_S = FAR_M / SPEED_MPS
STAY_S = 600.0
REST_S = 60.0
VISIT_S = LEG_S + STAY_S + LEG_S + REST_S
JITTER_M = 4.0


@dataclass(frozen=True, slots=True)
class Fix:
    """A point of the phone; `at` in seconds since the walk began."""

    at: float
    point: LatLon


@dataclass(frozen=True, slots=True)
class Crossed:
    """What truly happened; `at` in seconds since the walk began."""

    kind: CrossingKind
    at: float


@dataclass(frozen=True, slots=True)
class Walk:
    """All of one child's day."""

    fixes: tuple[Fix, ...]
    crossed: tuple[Crossed, ...]


def draw_walk(dice: Random, *, school: LatLon, visits: int) -> Walk:
    """So many visits, one after the other, from ever new directions."""
    bearing = dice.uniform(0, 2 * math.pi)
    fixes: list[Fix] = []
    crossed: list[Crossed] = []
    for visit in range(visits):
        began = visit * VISIT_S
        away = dice.uniform(0, 2 * math.pi)
        for at, distance, towards in _visit(bearing, away):
            point = _place(dice, school, distance, towards)
            fixes.append(Fix(float(round(began + at)), point))
        left = LEG_S + STAY_S + EXIT_RADIUS_M / SPEED_MPS
        crossed.append(Crossed(CrossingKind.ENTER, began + (FAR_M - RADIUS_M) / SPEED_MPS))
        crossed.append(Crossed(CrossingKind.EXIT, began + left))
        bearing = away
    return Walk(tuple(fixes), tuple(crossed))


def _visit(bearing: float, away: float) -> Iterator[tuple[float, float, float]]:
    """Moment, distance from the school, and direction, of each fix of a visit."""
    for at in _every(10.0, LEG_S):
        yield at, FAR_M - at * SPEED_MPS, bearing
    for at in _every(30.0, STAY_S):
        yield LEG_S + at, 0.0, bearing
    for at in _every(10.0, LEG_S):
        yield LEG_S + STAY_S + at, at * SPEED_MPS, away
    for at in _every(20.0, REST_S):
        yield LEG_S + STAY_S + LEG_S + at, FAR_M, away


def _every(step_s: float, until_s: float) -> Iterator[float]:
    return (step * step_s for step in range(math.ceil(until_s / step_s)))


def _place(dice: Random, school: LatLon, distance_m: float, towards: float) -> LatLon:
    north = distance_m * math.cos(towards) + dice.gauss(0, JITTER_M)
    east = distance_m * math.sin(towards) + dice.gauss(0, JITTER_M)
    scale = METRES_PER_DEGREE * math.cos(math.radians(school.lat))
    return LatLon(school.lat + north / METRES_PER_DEGREE, school.lon + east / scale)


def cut(dice: Random, walk: Walk, *, largest: int = 8) -> Iterator[list[Fix]]:
    """The walk as the phone sends it: some points alone, some in batches, in order of time."""
    fixes = list(walk.fixes)
    while fixes:
        size = dice.choice((1, 1, 2, 3, 5, largest))
        batch, fixes = fixes[:size], fixes[size:]
        yield batch
