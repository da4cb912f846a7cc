"""Carrying a track to another place on the map, its shape in metres kept."""

import math
import random
from collections.abc import Sequence
from dataclasses import replace

from api.replay.track import TimedPoint
from domains.kernel.geo import METRES_PER_DEGREE, LatLon


def moved_to(points: Sequence[TimedPoint], start: LatLon) -> tuple[TimedPoint, ...]:
    """The same walk, beginning at `start`."""
    return _carried(points, points[0], start)


def moved_to_end_at(points: Sequence[TimedPoint], end: LatLon) -> tuple[TimedPoint, ...]:
    """The same walk, ending at `end`: a real track from elsewhere becomes a way to school."""
    return _carried(points, points[-1], end)


def shaken(
    points: Sequence[TimedPoint], *, metres: float, dice: random.Random
) -> tuple[TimedPoint, ...]:
    """The same walk as a worse receiver sees it: each point off by a normal error, said so."""
    return tuple(
        replace(
            _offset(point, east_m=dice.gauss(0, metres), north_m=dice.gauss(0, metres)),
            accuracy_m=max(point.accuracy_m or 0.0, 1.5 * metres),
        )
        for point in points
    )


def _carried(
    points: Sequence[TimedPoint], anchor: TimedPoint, target: LatLon
) -> tuple[TimedPoint, ...]:
    widened = math.cos(math.radians(anchor.lat)) / math.cos(math.radians(target.lat))
    return tuple(
        replace(
            point,
            lat=target.lat + (point.lat - anchor.lat),
            lon=target.lon + (point.lon - anchor.lon) * widened,
        )
        for point in points
    )


def _offset(point: TimedPoint, *, east_m: float, north_m: float) -> TimedPoint:
    per_degree_east = METRES_PER_DEGREE * math.cos(math.radians(point.lat))
    return replace(
        point,
        lat=point.lat + north_m / METRES_PER_DEGREE,
        lon=point.lon + east_m / per_degree_east,
    )
