"""Which points of a batch no vehicle could have linked: the longest believable story wins."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from domains.kernel.geo import METRES_PER_DEGREE, LatLon

CERTAINTY = 3.0
"""Stated radii hold two times in three; three of them hold nearly always."""

UNKNOWN_ACCURACY_M = 50.0
"""What a phone outdoors does when it does not say."""

LEAST_DOUBT_M = 500.0
"""Phones among tall buildings claim 10 m and are off by 200; whoever reads the track allows for
that. A hop shorter than this is noise, however short its time, and costs no point."""

REACH = 32
"""How many stretches back a story may bridge: bounds the work on a batch of pure noise."""


class Sighting(Protocol):
    """The part of a fix that matters here."""

    @property
    def order(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def point(self) -> LatLon: ...
    @property
    def accuracy_m(self) -> float | None: ...


S = TypeVar("S", bound=Sighting)


def drop_impossible_hops(
    fixes: Sequence[S], *, witnesses: Sequence[S] = (), fastest_mps: float
) -> tuple[S, ...]:
    """The fixes of the largest mutually believable story, in order of time.

    `witnesses` count towards a story but are not part of the answer. The result depends on
    the set of fixes, never on their order; between equally large stories the one that
    starts first is told.
    """
    ours = {id(fix) for fix in fixes}
    in_time = sorted([*witnesses, *fixes], key=_position_in_story)
    stretches = _believable_stretches(in_time, fastest_mps)
    if len(stretches) > 1:
        stretches = _heaviest_chain(stretches, fastest_mps)
    return tuple(fix for stretch in stretches for fix in stretch if id(fix) in ours)


def is_reachable(earlier: Sighting, later: Sighting, fastest_mps: float) -> bool:
    """Whether anything on wheels gets from one fix to the next, their uncertainty allowed for."""
    elapsed_s = abs((later.at - earlier.at).total_seconds())
    doubt_m = max(LEAST_DOUBT_M, CERTAINTY * (_radius(earlier) + _radius(later)))
    return _flat_distance_m(earlier.point, later.point) <= doubt_m + fastest_mps * elapsed_s


def _position_in_story(fix: Sighting) -> tuple[datetime, float, float, float]:
    return fix.at, fix.point.lat, fix.point.lon, _radius(fix)


def _radius(fix: Sighting) -> float:
    return fix.accuracy_m or UNKNOWN_ACCURACY_M


def _believable_stretches(fixes: list[S], fastest_mps: float) -> list[list[S]]:
    stretches = [[fixes[0]]] if fixes else []
    for fix in fixes[1:]:
        if is_reachable(stretches[-1][-1], fix, fastest_mps):
            stretches[-1].append(fix)
        else:
            stretches.append([fix])
    return stretches


def _heaviest_chain(stretches: list[list[S]], fastest_mps: float) -> list[list[S]]:
    """Longest weighted path over stretches, each linked to at most REACH before it."""
    weight = [len(stretch) for stretch in stretches]
    before: list[int | None] = [None] * len(stretches)
    for later in range(len(stretches)):
        for earlier in range(max(0, later - REACH), later):
            heavier = weight[earlier] + len(stretches[later]) > weight[later]
            if heavier and is_reachable(stretches[earlier][-1], stretches[later][0], fastest_mps):
                weight[later] = weight[earlier] + len(stretches[later])
                before[later] = earlier
    return _walk_back(stretches, before, start=weight.index(max(weight)))


def _walk_back(stretches: list[list[S]], before: list[int | None], start: int) -> list[list[S]]:
    chain: list[list[S]] = []
    at: int | None = start
    while at is not None:
        chain.append(stretches[at])
        at = before[at]
    return chain[::-1]


def _flat_distance_m(a: LatLon, b: LatLon) -> float:
    """Equirectangular distance, metres: within a percent at commuting range, and cheap."""
    across = (b.lon - a.lon + 180) % 360 - 180
    east = across * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(east, b.lat - a.lat) * METRES_PER_DEGREE
