"""A believable walk to school, made from nothing but where home and school are."""

import math
import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from api.replay.track import TimedPoint
from domains.kernel.geo import METRES_PER_DEGREE, LatLon, distance_m

PACE_MPS = 1.25
"""A primary-school child with a satchel."""

SAMPLE_S = 10
AT_HOME_S = 120
IN_THE_YARD_S = 300
CROSSING_WAIT_S = (10, 45)
ACCURACY_M = (5.0, 18.0)
DRIFT = 0.8
"""How much of a receiver's error stays from one sample to the next."""

Leg = tuple[LatLon, float]
"""A place to be at, and for how many seconds to stay there."""


def demo_walk(
    *, home: LatLon, school: LatLon, ends_at: datetime, seed: int = 1
) -> list[TimedPoint]:
    """From the door through two street corners into the yard, the last point at `ends_at`.

    The same seed walks the same way.
    """
    dice = random.Random(seed)  # noqa: S311  # a walk, not a secret
    places = list(_paced(_legs(home, school, dice)))
    start = ends_at - timedelta(seconds=SAMPLE_S * (len(places) - 1))
    return list(_received(places, start=start, dice=dice))


def _legs(home: LatLon, school: LatLon, dice: random.Random) -> list[Leg]:
    """Streets run north-south and east-west: home, two corners with traffic lights, school."""
    turn = home.lat + (school.lat - home.lat) * dice.uniform(0.3, 0.7)
    return [
        (home, AT_HOME_S),
        (LatLon(turn, home.lon), dice.uniform(*CROSSING_WAIT_S)),
        (LatLon(turn, school.lon), dice.uniform(*CROSSING_WAIT_S)),
        (school, IN_THE_YARD_S),
    ]


def _paced(legs: list[Leg]) -> Iterator[LatLon]:
    """Where the child is at each sample."""
    before = legs[0][0]
    for place, stay_s in legs:
        steps = round(distance_m(before, place) / (PACE_MPS * SAMPLE_S))
        for step in range(1, steps + 1):
            yield _between(before, place, step / (steps + 1))
        for _ in range(1 + int(stay_s / SAMPLE_S)):
            yield place
        before = place


def _between(a: LatLon, b: LatLon, share: float) -> LatLon:
    return LatLon(a.lat + (b.lat - a.lat) * share, a.lon + (b.lon - a.lon) * share)


def _received(
    places: list[LatLon], *, start: datetime, dice: random.Random
) -> Iterator[TimedPoint]:
    """The walk as a phone sees it: an error that drifts rather than jumps."""
    east = north = 0.0
    for sample, place in enumerate(places):
        accuracy = dice.uniform(*ACCURACY_M)
        fresh = accuracy / 2 * math.sqrt(1 - DRIFT**2)
        east = DRIFT * east + dice.gauss(0, fresh)
        north = DRIFT * north + dice.gauss(0, fresh)
        across = METRES_PER_DEGREE * math.cos(math.radians(place.lat))
        yield TimedPoint(
            at=start + timedelta(seconds=SAMPLE_S * sample),
            lat=place.lat + north / METRES_PER_DEGREE,
            lon=place.lon + east / across,
            accuracy_m=round(accuracy, 1),
        )
