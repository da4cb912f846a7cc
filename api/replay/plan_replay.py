"""From a file and an operator's wishes to the points to be sent."""

import random
from dataclasses import dataclass
from datetime import datetime

from api.replay.date_track import ending_at, starting_at, timed_points, walked_at
from api.replay.order import Dates
from api.replay.place_track import moved_to, moved_to_end_at, shaken
from api.replay.track import TimedPoint, Track
from domains.kernel.geo import LatLon


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the track is to be changed before it is sent."""

    dates: Dates = Dates.ENDS_NOW
    walk_at_mps: float | None = None
    move_to: LatLon | None = None
    end_at: LatLon | None = None
    jitter_m: float = 0.0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The points to send, and how many of the track have no time and stay behind."""

    points: tuple[TimedPoint, ...]
    untimed: int


def plan_replay(track: Track, wishes: Wishes, *, now: datetime) -> Plan:
    """Date, place and shake the track as wished; no points when none has a time."""
    points = _timed(track, wishes, now=now)
    untimed = len(track.points) - len(points)
    if points:
        points = _placed(_dated(points, wishes.dates, now=now), wishes)
    return Plan(points, untimed)


def _timed(track: Track, wishes: Wishes, *, now: datetime) -> tuple[TimedPoint, ...]:
    if wishes.walk_at_mps is not None:
        return walked_at(track.points, speed_mps=wishes.walk_at_mps, start=now)
    return timed_points(track.points)


def _dated(
    points: tuple[TimedPoint, ...], dates: Dates, *, now: datetime
) -> tuple[TimedPoint, ...]:
    match dates:
        case Dates.ENDS_NOW:
            return ending_at(points, now)
        case Dates.STARTS_NOW:
            return starting_at(points, now)
        case Dates.AS_RECORDED:
            return points


def _placed(points: tuple[TimedPoint, ...], wishes: Wishes) -> tuple[TimedPoint, ...]:
    if wishes.move_to is not None:
        points = moved_to(points, wishes.move_to)
    if wishes.end_at is not None:
        points = moved_to_end_at(points, wishes.end_at)
    if wishes.jitter_m > 0:
        dice = random.Random(wishes.seed)  # noqa: S311  # noise, not a secret
        points = shaken(points, metres=wishes.jitter_m, dice=dice)
    return points
