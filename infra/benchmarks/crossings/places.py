"""Places along and around the tracks, of mixed size and dwell, always the same."""

import math
import random
from uuid import UUID

from infra.benchmarks.crossings.tracks import METRES_PER_DEGREE, Track
from infra.benchmarks.crossings.truth import Circle

RADII_M = (30.0, 50.0, 80.0, 100.0, 150.0, 200.0)
DWELLS_S = (0.0, 0.0, 30.0, 60.0, 120.0)
AROUND_M = 150.0


def seed_places(
    track: Track, count: int, *, stops: list[tuple[float, float]], seed: int
) -> dict[UUID, Circle]:
    """`stops` as they are, then points strewn about the track (normal, 150 m a side)."""
    draw = random.Random(f"{seed}/{track.name}")
    centres = list(stops)
    while len(centres) < count:
        _, lat, lon = draw.choice(track.points)
        north = draw.gauss(0, AROUND_M) / METRES_PER_DEGREE
        east = draw.gauss(0, AROUND_M) / METRES_PER_DEGREE / math.cos(math.radians(lat))
        centres.append((lat + north, lon + east))
    return {
        UUID(int=draw.getrandbits(128), version=4): _circle(lat, lon, draw) for lat, lon in centres
    }


def _circle(lat: float, lon: float, draw: random.Random) -> Circle:
    radius = draw.choice(RADII_M)
    return Circle(lat, lon, radius, max(radius * 1.25, radius + 25), draw.choice(DWELLS_S))
