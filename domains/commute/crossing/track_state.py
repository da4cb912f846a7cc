"""What is kept of a child's track between two batches: enough to go on as if never stopped.

It holds the positions of the last minute or so near a watched place, therefore it is raw
location data: it lives, expires and is destroyed with the fixes themselves.
"""

import math
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import orjson

from domains.commute.crossing.fence_state import FenceState, Side
from domains.commute.crossing.fix import Fix
from domains.commute.crossing.motion import Prior
from domains.commute.crossing.visit import Crossing, Evidence

VERSION = 1

Moment = tuple[float, float, float, float, int]
"""Time, metres east and north, variance, cell."""
Tail = tuple[float, float, float, float]
"""Time, metres east and north, variance: the last moment judged for good."""


@dataclass(frozen=True, slots=True)
class TrackState:
    """The judge's memory of one child; `TrackState()` knows nothing yet.

    `at` is the newest fix judged: anything not newer is late. Far from every fence only `at`
    and `last` are set. Any state is a checkpoint: judging the later fixes from it gives exactly
    what judging all of them would have given.
    """

    at: float | None = None
    last: Fix | None = None
    suspects: tuple[Fix, ...] = ()
    noise: tuple[float, float] | None = None
    origin: tuple[float, float] | None = None
    tail: Tail | None = None
    priors: tuple[Prior, ...] = ()
    gaits: tuple[float, ...] = ()
    window: tuple[Moment, ...] = ()
    fences: tuple[FenceState, ...] = ()

    def to_json(self) -> str:
        """Compact JSON; floats survive exactly, so nothing depends on where batches were cut."""
        held: dict[str, Any] = {"v": VERSION, "at": self.at}
        for name in ("noise", "origin", "tail", "priors", "gaits", "window"):
            if value := getattr(self, name):
                held[name] = value
        if self.last:
            held["last"] = _fix_to_row(self.last)
        if self.suspects:
            held["suspects"] = [_fix_to_row(fix) for fix in self.suspects]
        if self.fences:
            held["fences"] = [_fence_to_row(fence) for fence in self.fences]
        return orjson.dumps(held).decode()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ValueError for a state of another version: judge the retained fixes anew."""
        held = orjson.loads(text)
        if held.get("v") != VERSION:
            raise ValueError(f"a track state of version {held.get('v')}, not {VERSION}")
        return cls(
            at=held["at"],
            last=Fix(*held["last"]) if "last" in held else None,
            suspects=tuple(Fix(*row) for row in held.get("suspects", ())),
            noise=_tuple_or_none(held.get("noise")),
            origin=_tuple_or_none(held.get("origin")),
            tail=_tuple_or_none(held.get("tail")),
            priors=tuple(tuple(row) for row in held.get("priors", ())),
            gaits=tuple(held.get("gaits", ())),
            window=tuple(tuple(row) for row in held.get("window", ())),
            fences=tuple(_fence_from_row(row) for row in held.get("fences", ())),
        )


def _tuple_or_none(row: list[float] | None) -> Any:
    return None if row is None else tuple(row)


def _fix_to_row(fix: Fix) -> list[float | None]:
    return [fix.at, fix.lat, fix.lon, fix.accuracy_m]


def _fence_to_row(state: FenceState) -> list[Any]:
    """A row without names; -inf and inf, which JSON does not know, as null."""
    return [
        str(state.place_id),
        int(state.side),
        state.evidence,
        state.crossed,
        state.since,
        None if state.judged_to == -math.inf else state.judged_to,
        state.fixes,
        None if state.closest_m == math.inf else state.closest_m,
        state.first,
        _crossing_to_row(state.entered) if state.entered else None,
    ]


def _fence_from_row(row: list[Any]) -> FenceState:
    place, side, evidence, crossed, since, judged_to, fixes, closest_m, first, entered = row
    return FenceState(
        place_id=UUID(place),
        side=Side(side),
        evidence=evidence,
        crossed=crossed,
        since=since,
        judged_to=-math.inf if judged_to is None else judged_to,
        fixes=fixes,
        closest_m=math.inf if closest_m is None else closest_m,
        first=first,
        entered=_crossing_from_row(entered) if entered else None,
    )


def _crossing_to_row(crossing: Crossing) -> list[Any]:
    why = crossing.evidence
    return [
        crossing.at,
        crossing.confidence,
        why.fixes,
        why.median_accuracy_m,
        why.observed_s,
        why.closest_m,
        why.interpolated,
        why.since_first_fix,
    ]


def _crossing_from_row(row: list[Any]) -> Crossing:
    return Crossing(row[0], row[1], Evidence(*row[2:]))
