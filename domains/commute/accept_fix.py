"""What counts as a position at all: one judgement for every entrance.

OwnTracks, OsmAnd and GraphQL phones all report through here, so a point that one entrance
refuses no other lets in. Whether a good fix means that a child arrived is decided elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domains.commute.implied_speed import drop_impossible_hops
from domains.kernel.geo import Fault, LatLon, fault_of


class Refusal(StrEnum):
    """Why a reported point is not taken; part of the public answers, so never renamed."""

    MALFORMED = "malformed"
    NO_FIX = "no_fix"
    NOT_FINITE = "not_finite"
    OUT_OF_RANGE = "out_of_range"
    NULL_ISLAND = "null_island"
    BAD_ACCURACY = "bad_accuracy"
    FUTURE_DATED = "future_dated"
    TOO_OLD = "too_old"
    ABSURD_SPEED = "absurd_speed"
    IMPLIED_SPEED = "implied_speed"


OF_PLACE: Final = {
    Fault.NOT_FINITE: Refusal.NOT_FINITE,
    Fault.OUT_OF_RANGE: Refusal.OUT_OF_RANGE,
    Fault.NULL_ISLAND: Refusal.NULL_ISLAND,
    Fault.BAD_ACCURACY: Refusal.BAD_ACCURACY,
}
"""What the kernel finds, in the words of our answers."""


@dataclass(frozen=True, slots=True)
class FixLimits:
    """How far a report may stray: settings of the running system."""

    future_skew: timedelta = timedelta(seconds=120)
    oldest: timedelta = timedelta(hours=24)
    fastest_mps: float = 400 / 3.6


@dataclass(frozen=True, slots=True)
class ReportedFix:
    """A point as a phone says it, syntax understood and nothing yet believed.

    `order` is its place in the request. `accuracy_m` is the radius that holds the true
    position two times in three; zero means that the phone does not know.
    """

    order: int
    at: datetime
    lat: float
    lon: float
    accuracy_m: float | None = None
    speed_mps: float | None = None


@dataclass(frozen=True, slots=True)
class AcceptedFix:
    """A believable point. `accuracy_m` is None when unknown, else above zero."""

    order: int
    at: datetime
    point: LatLon
    accuracy_m: float | None = None
    speed_mps: float | None = None


@dataclass(frozen=True, slots=True)
class RefusedFix:
    """A point not taken, by its place in the request, and why."""

    order: int
    reason: Refusal


@dataclass(frozen=True, slots=True)
class JudgedFixes:
    """The verdict on a batch: the good points in order of time, the rest by reason."""

    accepted: tuple[AcceptedFix, ...]
    refused: tuple[RefusedFix, ...]


def judge_fix(fix: ReportedFix, *, now: datetime, limits: FixLimits) -> AcceptedFix | RefusedFix:
    """Believe or refuse one point by itself."""
    reason = _fault_of(fix, now=now, limits=limits)
    if reason is not None:
        return RefusedFix(fix.order, reason)
    return AcceptedFix(
        order=fix.order,
        at=fix.at,
        point=LatLon(fix.lat, fix.lon),
        accuracy_m=fix.accuracy_m or None,
        speed_mps=fix.speed_mps,
    )


def judge_batch(
    fixes: Iterable[ReportedFix],
    *,
    now: datetime,
    limits: FixLimits,
    recent: Sequence[AcceptedFix] = (),
) -> JudgedFixes:
    """Believe or refuse each point of a batch, alone and among its neighbours.

    The order within the batch does not matter. `recent` are a few fixes believed earlier:
    they bear witness against a hop that no vehicle makes, and are not judged again.
    """
    accepted: list[AcceptedFix] = []
    refused: list[RefusedFix] = []
    for fix in fixes:
        match judge_fix(fix, now=now, limits=limits):
            case AcceptedFix() as good:
                accepted.append(good)
            case RefusedFix() as bad:
                refused.append(bad)
    kept = _without_hops(accepted, recent=recent, limits=limits)
    kept_orders = {fix.order for fix in kept}
    refused += [
        RefusedFix(fix.order, Refusal.IMPLIED_SPEED)
        for fix in accepted
        if fix.order not in kept_orders
    ]
    return JudgedFixes(kept, tuple(sorted(refused, key=lambda bad: bad.order)))


def _without_hops(
    fixes: list[AcceptedFix], *, recent: Sequence[AcceptedFix], limits: FixLimits
) -> tuple[AcceptedFix, ...]:
    if len(fixes) + len(recent) < 2:
        return tuple(fixes)
    return drop_impossible_hops(fixes, witnesses=recent, fastest_mps=limits.fastest_mps)


def _fault_of(fix: ReportedFix, *, now: datetime, limits: FixLimits) -> Refusal | None:
    return (
        _fault_of_place(fix)
        or _fault_of_speed(fix, limits)
        or _fault_of_time(fix, now=now, limits=limits)
    )


def _fault_of_place(fix: ReportedFix) -> Refusal | None:
    fault = fault_of(fix.lat, fix.lon, fix.accuracy_m)
    return None if fault is None else OF_PLACE[fault]


def _fault_of_speed(fix: ReportedFix, limits: FixLimits) -> Refusal | None:
    if fix.speed_mps is not None and not (0 <= fix.speed_mps <= limits.fastest_mps):
        return Refusal.ABSURD_SPEED
    return None


def _fault_of_time(fix: ReportedFix, *, now: datetime, limits: FixLimits) -> Refusal | None:
    if fix.at > now + limits.future_skew:
        return Refusal.FUTURE_DATED
    if fix.at < now - limits.oldest:
        return Refusal.TOO_OLD
    return None
