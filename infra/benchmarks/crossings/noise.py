"""How a clean track is spoilt: jitter, gaps, repeated and shuffled reports."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domains.commute.crossing import Fix
from infra.benchmarks.crossings.tracks import METRES_PER_DEGREE, metres_apart
from infra.benchmarks.crossings.truth import Point

BATCH = 50
SILENCE_S = 60.0
MOVED_M = 50.0


@dataclass(frozen=True)
class Spoiling:
    """`jitter_m`: standard deviation of each axis. `says`: what the phone states as accuracy:
    "truth" (the deviation), "nothing", or "lies" (always 5 m). `gaps` of 1 to 3 minutes are cut
    out; `outliers` is the share of fixes thrown ten deviations off.
    """

    name: str
    jitter_m: float = 0.0
    says: str = "truth"
    gaps: int = 0
    messy: bool = False
    outliers: float = 0.0


@dataclass(frozen=True)
class Spoilt:
    batches: list[list[Fix]]
    gaps: list[tuple[float, float]]


def spoil(points: Sequence[Point], how: Spoiling, seed: int) -> Spoilt:
    draw = random.Random(f"{seed}/{how}")
    gaps = list(_gaps(points, how.gaps, draw))
    kept = [p for p in points if not any(start < p[0] < end for start, end in gaps)]
    fixes = [_jitter(point, how, draw) for point in kept]
    batches = [fixes[i : i + BATCH] for i in range(0, len(fixes), BATCH)]
    if how.messy:
        for batch in batches:
            batch.extend(draw.sample(batch, len(batch) // 5))
            draw.shuffle(batch)
    return Spoilt(batches, gaps + list(_unrecorded(points)))


def _gaps(
    points: Sequence[Point], count: int, draw: random.Random
) -> Iterator[tuple[float, float]]:
    for _ in range(count):
        start = draw.choice(points)[0]
        yield start, start + draw.uniform(60, 180)


def _unrecorded(points: Sequence[Point]) -> Iterator[tuple[float, float]]:
    """Where the recorder itself was silent while its bearer went somewhere."""
    for before, after in pairwise(points):
        if after[0] - before[0] > SILENCE_S and metres_apart(before, after) > MOVED_M:
            yield before[0], after[0]


def _jitter(point: Point, how: Spoiling, draw: random.Random) -> Fix:
    at, lat, lon = point
    spread = how.jitter_m * (10 if draw.random() < how.outliers else 1)
    north = draw.gauss(0, spread) / METRES_PER_DEGREE
    east = draw.gauss(0, spread) / METRES_PER_DEGREE / math.cos(math.radians(lat))
    stated = {"truth": max(how.jitter_m, 5.0), "nothing": None, "lies": 5.0}[how.says]
    return Fix(at, lat + north, lon + east, stated)
