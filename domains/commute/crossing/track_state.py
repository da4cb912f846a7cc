"""What is kept of a child's track between two batches: enough to go on as if never stopped.

It holds the positions of the last minute or so near a watched place, therefore it is raw
location data: it lives, expires and is destroyed with the fixes themselves.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, Self
from uuid import UUID

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
        return json.dumps(held, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ValueError for a state of another version: judge the retained fixes anew."""
        held = json.loads(text)
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


def _fence_to_row(state: FenceState) -> dict[str, Any]:
    blank = FenceState(state.place_id)
    row = {
        name: value
        for name, value in asdict(state).items()
        if name != "entered" and value != getattr(blank, name)
    }
    row["place_id"] = str(state.place_id)
    if state.entered:
        row["entered"] = asdict(state.entered)
    return row


def _fence_from_row(row: dict[str, Any]) -> FenceState:
    values = {**row, "place_id": UUID(row["place_id"]), "side": Side(row.get("side", 0))}
    if entered := values.get("entered"):
        values["entered"] = Crossing(
            entered["at"], entered["confidence"], Evidence(**entered["evidence"])
        )
    return FenceState(**values)
