"""Walks to school, told in metres and seconds about a place on the map."""

import math
import random
from collections.abc import Iterable, Sequence
from uuid import UUID

from domains.commute.crossing import FenceIndex, Fix, Geofence, TrackState, Visit, advance
from domains.kernel.geo import METRES_PER_DEGREE

OSAN = (37.15, 127.07)
SCHOOL = UUID(int=1)
ACADEMY = UUID(int=2)

Step = tuple[float, float, float]
"""Seconds, metres east, metres north."""


def fence(
    place_id: UUID = SCHOOL,
    *,
    east: float = 0.0,
    radius_m: float = 100.0,
    dwell_s: float = 60.0,
    around: tuple[float, float] = OSAN,
) -> Geofence:
    lat, lon = moved(around, east, 0.0)
    return Geofence(place_id, lat, lon, radius_m, dwell_s)


def moved(origin: tuple[float, float], east: float, north: float) -> tuple[float, float]:
    """The point so many metres off, with its longitude kept in [-180, 180)."""
    lat = origin[0] + north / METRES_PER_DEGREE
    scale = METRES_PER_DEGREE * math.cos(math.radians(origin[0]))
    return lat, (origin[1] + east / scale + 180) % 360 - 180


def fixes(
    steps: Iterable[Step],
    *,
    accuracy_m: float | None = 10.0,
    jitter_m: float = 0.0,
    seed: int = 0,
    around: tuple[float, float] = OSAN,
) -> list[Fix]:
    draw = random.Random(seed)
    return [
        Fix(
            at,
            *moved(around, east + draw.gauss(0, jitter_m), north + draw.gauss(0, jitter_m)),
            accuracy_m,
        )
        for at, east, north in steps
    ]


def walk(
    *legs: tuple[float, float, float], every_s: float = 5.0, start: Step = (0.0, -400.0, 0.0)
) -> list[Step]:
    """Straight legs, each (seconds it takes, east, north at its end), a step every so often."""
    at, east, north = start
    steps = [start]
    for seconds, to_east, to_north in legs:
        count = max(1, round(seconds / every_s))
        for index in range(1, count + 1):
            part = index / count
            steps.append(
                (
                    at + part * seconds,
                    east + part * (to_east - east),
                    north + part * (to_north - north),
                )
            )
        at, east, north = at + seconds, to_east, to_north
    return steps


TO_SCHOOL_AND_HOME = walk((320, 0, 0), (1200, 0, 0), (320, -400, 0))


def visits(track: Sequence[Fix], *places: Geofence) -> tuple[Visit, ...]:
    return advance(TrackState(), FenceIndex(places or (fence(),)), track).visits
