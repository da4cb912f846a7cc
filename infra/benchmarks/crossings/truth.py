"""What really happened, by dense geometry on the clean track.

Independent on purpose: it imports nothing of the product and knows only a circle's radius, its
exit radius and its dwell. The straight line between clean points is walked in steps of at most
one second. A visit begins where a stay within the radius begins that lasts the dwell, and ends
where the exit radius is passed.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

EARTH_RADIUS_M = 6_371_008.8
STEP_S = 1.0

Point = tuple[float, float, float]
"""Epoch seconds, latitude, longitude."""


@dataclass(frozen=True)
class Circle:
    lat: float
    lon: float
    radius_m: float
    exit_radius_m: float
    dwell_s: float


@dataclass(frozen=True)
class Band:
    """What is too close to call: a boundary moved by `metres`, a dwell changed by `seconds`."""

    metres: float
    seconds: float


@dataclass(frozen=True)
class Moment:
    """A crossing in the truth; `kind` is "enter" or "exit"."""

    kind: str
    at: float


Span = tuple[float, float]


@dataclass(frozen=True)
class Truth:
    """`sure` crossings happen, within the tolerance, wherever in the band the boundary lies.

    Neither demanded nor held against anybody: the `possible` ones, of any boundary in the band,
    and, by kind, what falls into the `grazing` spans, in which the track runs along a boundary
    without surely crossing it.
    """

    sure: list[Moment]
    possible: list[Moment]
    grazing: dict[str, list[Span]]
    visits: list[Span]


def dense(points: Sequence[Point]) -> list[Point]:
    """The clean track at most a second apart, straight between its points."""
    walked = [points[0]]
    for (t0, lat0, lon0), (t1, lat1, lon1) in pairwise(points):
        steps = max(1, math.ceil((t1 - t0) / STEP_S))
        for step in range(1, steps + 1):
            part = step / steps
            walked.append(
                (t0 + part * (t1 - t0), lat0 + part * (lat1 - lat0), lon0 + part * (lon1 - lon0))
            )
    return walked


def judge(walked: Sequence[Point], circle: Circle, band: Band, tolerance_s: float) -> Truth:
    """The crossings of one circle, those too close to call told apart."""
    away = _distances(walked, circle)
    if min(away) > circle.radius_m + band.metres:
        return Truth([], [], {}, [])
    times = [point[0] for point in walked]
    versions = [
        list(crossings(times, away, radius, leave, dwell))
        for radius, leave, dwell in _versions(circle, band)
    ]
    nominal, *others = versions
    sure = [
        moment
        for moment in nominal
        if all(_has(version, moment, tolerance_s) for version in others)
    ]
    grazing = {
        kind: _unsure(list(_along(times, away, edge, band.metres)), kind, sure, tolerance_s)
        for kind, edge in (("enter", circle.radius_m), ("exit", circle.exit_radius_m))
    }
    possible = [moment for version in versions for moment in version]
    return Truth(sure, possible, grazing, _stays(nominal, times[-1]))


def _stays(moments: Sequence[Moment], end: float) -> list[Span]:
    entered = [moment.at for moment in moments if moment.kind == "enter"]
    left = [moment.at for moment in moments if moment.kind == "exit"]
    return list(zip(entered, [*left, end], strict=False))


def _along(
    times: Sequence[float], away: Sequence[float], edge_m: float, band_m: float
) -> Iterator[Span]:
    """The spans of time in which the track lies within the band about one boundary."""
    began: float | None = None
    for before, t, distance in zip([times[0], *times], times, away, strict=False):
        if abs(distance - edge_m) <= band_m:
            began = t if began is None else began
        elif began is not None:
            yield began, before
            began = None
    if began is not None:
        yield began, times[-1]


def _unsure(
    spans: Sequence[Span], kind: str, sure: Sequence[Moment], tolerance_s: float
) -> list[Span]:
    return [
        (start, end)
        for start, end in spans
        if not any(
            m.kind == kind and start - tolerance_s <= m.at <= end + tolerance_s for m in sure
        )
    ]


def crossings(
    times: Sequence[float],
    away: Sequence[float],
    radius_m: float,
    exit_radius_m: float,
    dwell_s: float,
) -> Iterator[Moment]:
    """Enter and exit, strictly in turn; the last visit may stay open."""
    began: float | None = None
    visiting = False
    for t, distance in zip(times, away, strict=True):
        if visiting:
            if distance > exit_radius_m:
                visiting, began = False, None
                yield Moment("exit", t)
        elif distance > radius_m:
            began = None
        else:
            began = t if began is None else began
            if t - began >= dwell_s:
                visiting = True
                yield Moment("enter", began)


def _versions(circle: Circle, band: Band) -> Iterator[tuple[float, float, float]]:
    yield circle.radius_m, circle.exit_radius_m, circle.dwell_s
    dwells = {circle.dwell_s}
    if circle.dwell_s > 0:
        dwells = {max(0.0, circle.dwell_s - band.seconds), circle.dwell_s + band.seconds}
    for dwell in sorted(dwells):
        for near in (-band.metres, band.metres):
            for far in (-band.metres, band.metres):
                radius = max(0.0, circle.radius_m + near)
                yield radius, max(radius, circle.exit_radius_m + far), dwell


def _has(version: Sequence[Moment], moment: Moment, tolerance_s: float) -> bool:
    return any(
        other.kind == moment.kind and abs(other.at - moment.at) <= tolerance_s for other in version
    )


def _distances(walked: Sequence[Point], circle: Circle) -> list[float]:
    scale = math.cos(math.radians(circle.lat))
    return [_haversine(lat, lon, circle, scale) for _, lat, lon in walked]


def _haversine(lat: float, lon: float, circle: Circle, scale: float) -> float:
    half_lat = math.sin(math.radians(lat - circle.lat) / 2)
    half_lon = math.sin(math.radians(lon - circle.lon) / 2)
    chord = half_lat**2 + scale * math.cos(math.radians(lat)) * half_lon**2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))
