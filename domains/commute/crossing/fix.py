"""One position report, and the order in which reports are judged."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from domains.commute.crossing.assumptions import UNKNOWN_ACCURACY_M, VAGUE_ACCURACY_M


@dataclass(frozen=True, slots=True)
class Fix:
    """Where a phone thought it was.

    `at` is epoch seconds, UTC; `lat` and `lon` WGS84 degrees; `accuracy_m` the radius of the
    circle the phone itself reported. 0, None and anything not positive mean that it did not say.
    """

    at: float
    lat: float
    lon: float
    accuracy_m: float | None = None

    @property
    def states_accuracy(self) -> bool:
        return self.accuracy_m is not None and self.accuracy_m > 0


def usable(fix: Fix) -> bool:
    """Whether a fix can say anything about a place: a point on Earth, and not a vague one."""
    return (
        math.isfinite(fix.at)
        and -90 <= fix.lat <= 90
        and -180 <= fix.lon <= 180
        and _claimed_accuracy(fix) <= VAGUE_ACCURACY_M
    )


def in_order(fixes: Iterable[Fix]) -> list[Fix]:
    """The usable fixes by time, one for each instant.

    Judging is a function of the set of fixes: of several with one `at`, the best accuracy
    stands, then the smaller latitude and longitude, so neither order nor repetition matters.
    """
    best: dict[float, Fix] = {}
    for fix in fixes:
        if usable(fix):
            held = best.get(fix.at)
            if held is None or _rank(fix) < _rank(held):
                best[fix.at] = fix
    return [best[at] for at in sorted(best)]


def _rank(fix: Fix) -> tuple[float, float, float, bool]:
    return (_claimed_accuracy(fix), fix.lat, fix.lon, not fix.states_accuracy)


def _claimed_accuracy(fix: Fix) -> float:
    accuracy = fix.accuracy_m
    if accuracy is None or accuracy <= 0:
        return UNKNOWN_ACCURACY_M
    return accuracy if accuracy == accuracy else math.inf
