"""Walks as phones report them."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from domains.commute.accept_fix import ReportedFix
from domains.kernel.geo import METRES_PER_DEGREE, LatLon


def offset(point: LatLon, *, north_m: float = 0, east_m: float = 0) -> LatLon:
    """The point so many metres away."""
    scale = METRES_PER_DEGREE * math.cos(math.radians(point.lat))
    return LatLon(point.lat + north_m / METRES_PER_DEGREE, point.lon + east_m / scale)


def walk(
    start: LatLon,
    end: LatLon,
    *,
    begins: datetime,
    speed_mps: float = 1.3,
    every_s: int = 10,
    accuracy_m: float | None = 8,
) -> list[ReportedFix]:
    """A straight walk, a fix every so many seconds, both ends included."""
    north = (end.lat - start.lat) * METRES_PER_DEGREE
    east = (end.lon - start.lon) * METRES_PER_DEGREE * math.cos(math.radians(start.lat))
    steps = max(1, math.ceil(math.hypot(north, east) / (speed_mps * every_s)))
    return [
        _fix(
            step,
            begins + timedelta(seconds=step * every_s),
            offset(start, north_m=north * step / steps, east_m=east * step / steps),
            accuracy_m,
        )
        for step in range(steps + 1)
    ]


def stay(
    point: LatLon,
    *,
    begins: datetime,
    for_s: int,
    every_s: int = 10,
    accuracy_m: float | None = 8,
) -> list[ReportedFix]:
    """Standing still."""
    return [
        _fix(step, begins + timedelta(seconds=step * every_s), point, accuracy_m)
        for step in range(for_s // every_s + 1)
    ]


def to_school(school: LatLon, *, begins: datetime, from_m: float = 400) -> list[ReportedFix]:
    """A walk from the south to the school's centre, and five minutes there."""
    way = walk(offset(school, north_m=-from_m), school, begins=begins)
    there = stay(school, begins=way[-1].at + timedelta(seconds=10), for_s=300)
    return numbered([*way, *there])


def numbered(fixes: Sequence[ReportedFix]) -> list[ReportedFix]:
    """The fixes with their places in the request."""
    return [
        ReportedFix(order, fix.at, fix.lat, fix.lon, fix.accuracy_m, fix.speed_mps)
        for order, fix in enumerate(fixes)
    ]


def _fix(order: int, at: datetime, point: LatLon, accuracy_m: float | None) -> ReportedFix:
    return ReportedFix(order, at, point.lat, point.lon, accuracy_m)
