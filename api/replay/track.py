"""A recorded walk, whatever file it came in."""

from dataclasses import dataclass
from datetime import UTC, datetime

OLDEST_CREDIBLE = datetime(2000, 1, 1, tzinfo=UTC)
"""Loggers without a fix write 1901, 1970 or 1980."""


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """A point of a track; `at` is None where the file has no believable time."""

    at: datetime | None
    lat: float
    lon: float
    accuracy_m: float | None = None
    speed_mps: float | None = None


@dataclass(frozen=True, slots=True)
class TimedPoint:
    """A point that can be replayed."""

    at: datetime
    lat: float
    lon: float
    accuracy_m: float | None = None
    speed_mps: float | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in the file that is not a point of the track."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Track:
    """What a file holds, in the file's order."""

    points: tuple[TrackPoint, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadableTrack:
    """A file that is no track, and why."""

    reason: str


def credible(at: datetime | None) -> datetime | None:
    """`at` unless it comes from a clock that was never set."""
    return at if at is not None and at >= OLDEST_CREDIBLE else None
