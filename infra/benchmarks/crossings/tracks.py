"""The clean tracks: recorded GPX, and a made school day with long stays."""

import math
import os
import random
import sqlite3
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import gpxpy

from infra.benchmarks.crossings.truth import Point

METRES_PER_DEGREE = 111_195.0
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Older than any phone with GPS: such a time is broken."""


@dataclass(frozen=True)
class Track:
    name: str
    points: list[Point]
    skipped: int = 0


def data_folder() -> Path:
    """Where the real tracks lie: `OSAN_DATA`, else `../shared/data` beside the project."""
    named = os.environ.get("OSAN_DATA")
    beside = Path(__file__).resolve().parents[3].parent / "shared" / "data"
    return (Path(named) if named else beside) / "transit_gps"


def recorded_tracks() -> list[Track]:
    """The bus ride and the hike whose points have times; some of the hike's have none."""
    folder = data_folder()
    return [
        _recorded(folder / "bus304_limerick_2019-02-18.gpx"),
        _recorded(folder / "hike_korita-zbevnica.gpx"),
    ]


def broken_track() -> Track:
    """A hike of which every point claims the year 1901."""
    return _recorded(data_folder() / "hike_Mojstrovka.gpx")


def bus_stops() -> list[tuple[float, float]]:
    """The real stops along the bus ride, from their GeoPackage (points as WKB, x then y)."""
    with sqlite3.connect(data_folder() / "stops_304_to_ul.gpkg") as stops:
        rows = stops.execute("SELECT geom FROM stops_304_to_ul").fetchall()
    return [(lat, lon) for lon, lat in (struct.unpack("<dd", row[0][-16:]) for row in rows)]


def _recorded(path: Path) -> Track:
    """Points with a believable time, in order; the others are counted and left out."""
    timed: dict[float, Point] = {}
    skipped = 0
    for point in _points(path):
        if point.time is None or point.time < EARLIEST:
            skipped += 1
        else:
            at = point.time.timestamp()
            timed.setdefault(at, (at, point.latitude, point.longitude))
    return Track(path.stem, [timed[at] for at in sorted(timed)], skipped)


def _points(path: Path) -> list[gpxpy.gpx.GPXTrackPoint]:
    with path.open(encoding="utf-8") as file:
        recorded = gpxpy.parse(file)
    return [p for track in recorded.tracks for part in track.segments for p in part.points]


def metres_apart(before: Point, after: Point) -> float:
    _, lat, lon = after
    north = (lat - before[1]) * METRES_PER_DEGREE
    east = (lon - before[2]) * METRES_PER_DEGREE * math.cos(math.radians(lat))
    return math.hypot(north, east)


def school_day(seed: int) -> Track:
    """Home, school, an academy and home again in Osan: 10 h, a fix each 5 s, long stays with
    steps about the yard, corners on the way."""
    draw = random.Random(seed)
    stays = [((0, 0), 1800), ((640, 410), 14400), ((-250, 900), 7200), ((0, 0), 5400)]
    at = datetime(2026, 3, 4, 22, 30, tzinfo=UTC).timestamp()
    metres: list[tuple[float, float, float]] = []
    here = (0.0, 0.0)
    for (east, north), seconds in stays:
        for corner in [(east, here[1]), (east, north)]:
            at, here = _walk(metres, at, here, corner)
        at, here = _stay(metres, at, here, seconds, draw)
    scale = METRES_PER_DEGREE * math.cos(math.radians(37.15))
    return Track(
        "school day (made)",
        [
            (t, 37.15 + north / METRES_PER_DEGREE, 127.07 + east / scale)
            for t, east, north in metres
        ],
    )


def _walk(
    into: list[tuple[float, float, float]],
    at: float,
    start: tuple[float, float],
    end: tuple[float, float],
) -> tuple[float, tuple[float, float]]:
    steps = math.ceil(math.dist(start, end) / (1.3 * 5))
    for step in range(1, steps + 1):
        at += 5
        part = step / steps
        into.append(
            (at, start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
        )
    return at, end


def _stay(
    into: list[tuple[float, float, float]],
    at: float,
    centre: tuple[float, float],
    seconds: float,
    draw: random.Random,
) -> tuple[float, tuple[float, float]]:
    until = at + seconds
    here = centre
    while at < until:
        at += 5
        if draw.random() < 0.02:
            here = (centre[0] + draw.uniform(-12, 12), centre[1] + draw.uniform(-12, 12))
        into.append((at, *here))
    return at, here
