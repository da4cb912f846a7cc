"""Giving a track the times at which it is to have happened."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from api.replay.track import TimedPoint, TrackPoint
from domains.kernel.geo import LatLon, distance_m


def timed_points(points: Sequence[TrackPoint]) -> tuple[TimedPoint, ...]:
    """The points that have a time, in order of time."""
    timed = [
        TimedPoint(point.at, point.lat, point.lon, point.accuracy_m, point.speed_mps)
        for point in points
        if point.at is not None
    ]
    return tuple(sorted(timed, key=lambda point: point.at))


def walked_at(
    points: Sequence[TrackPoint], *, speed_mps: float, start: datetime
) -> tuple[TimedPoint, ...]:
    """The points in the file's order, as if walked at one speed: for files without times."""
    walked: list[TimedPoint] = []
    at = start
    for point in points:
        if walked:
            last = walked[-1]
            metres = distance_m(LatLon(last.lat, last.lon), LatLon(point.lat, point.lon))
            at += timedelta(seconds=metres / speed_mps)
        walked.append(TimedPoint(at, point.lat, point.lon, point.accuracy_m))
    return tuple(walked)


def starting_at(points: Sequence[TimedPoint], moment: datetime) -> tuple[TimedPoint, ...]:
    """The same track, its first point at `moment`."""
    return _shifted(points, moment - points[0].at)


def ending_at(points: Sequence[TimedPoint], moment: datetime) -> tuple[TimedPoint, ...]:
    """The same track, its last point at `moment`."""
    return _shifted(points, moment - points[-1].at)


def _shifted(points: Sequence[TimedPoint], by: timedelta) -> tuple[TimedPoint, ...]:
    return tuple(replace(point, at=point.at + by) for point in points)
