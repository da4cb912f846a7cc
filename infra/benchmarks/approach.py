"""A child's way to school, cut where the product must begin to believe that it arrived.

Which fix that is, the product's own judge says beforehand; that nothing was told before it, and
that everything was told after it, the tables say.
"""

import time
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from domains.commute.crossing import FenceIndex, Fix, Geofence, TrackState, advance
from infra.benchmarks.swing import DWELL_S, RADIUS_M, STEP_S, Point, swings
from infra.benchmarks.town import Resident


@dataclass(frozen=True, slots=True)
class Approach:
    """`before` tells nothing; `deciding` completes the dwell."""

    resident: Resident
    before: tuple[Point, ...]
    deciding: Point


def approach_of(one: Resident) -> Approach:
    """The deciding fix is dated now, the others lead up to it."""
    now = int(time.time())
    index = _deciding(one, _walk(one, begins=now))
    walk = _walk(one, begins=now - index * STEP_S)
    if _deciding(one, walk) != index:
        raise RuntimeError(f"child {one.number}: the judge is not sure of itself")
    return Approach(one, tuple(walk[:index]), walk[index])


def _walk(one: Resident, *, begins: int) -> list[Point]:
    return list(chain(*swings(one.school, begins=begins, count=1, seed=one.number)))


def _deciding(one: Resident, walk: list[Point]) -> int:
    """The index of the fix with which the arrival is told."""
    school = Geofence(UUID(int=1), one.school.lat, one.school.lon, RADIUS_M, DWELL_S)
    fences, state = FenceIndex([school]), TrackState()
    for index, point in enumerate(walk):
        fix = Fix(float(point.at), point.lat, point.lon, float(point.accuracy_m))
        judgement = advance(state, fences, [fix])
        if judgement.told:
            return index
        state = judgement.state
    raise RuntimeError(f"child {one.number} never arrives")
