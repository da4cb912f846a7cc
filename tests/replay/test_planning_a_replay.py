"""A walk in Ireland last year becomes a walk to school in Osan just now."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from api.replay.demo_walk import demo_walk
from api.replay.order import Dates
from api.replay.plan_replay import Wishes, plan_replay
from api.replay.track import TimedPoint, Track, TrackPoint
from api.seed import demo
from domains.commute.accept_fix import FixLimits, ReportedFix, judge_batch
from domains.kernel.geo import LatLon, distance_m

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
SCHOOL = demo.child("mina").school.point


def a_walk_in_limerick(minutes: int = 10) -> Track:
    start = datetime(2019, 2, 18, 7, 45, tzinfo=UTC)
    return Track(
        tuple(
            TrackPoint(start + timedelta(minutes=n), 52.62 + n * 0.0007, -8.66 + n * 0.0005, 10.0)
            for n in range(minutes)
        )
    )


def leg_lengths(points) -> list[float]:
    places = [LatLon(point.lat, point.lon) for point in points]
    return [distance_m(a, b) for a, b in itertools.pairwise(places)]


def test_it_ends_at_the_school_and_now_and_keeps_its_shape() -> None:
    track = a_walk_in_limerick()
    points = plan_replay(track, Wishes(end_at=SCHOOL), now=NOW).points
    assert (points[-1].at, points[-1].lat, points[-1].lon) == (NOW, SCHOOL.lat, SCHOOL.lon)
    assert points[0].at == NOW - timedelta(minutes=9)
    assert leg_lengths(points) == pytest.approx(leg_lengths(track.points), rel=0.001)


def test_it_may_start_now_at_a_place_instead() -> None:
    wishes = Wishes(dates=Dates.STARTS_NOW, move_to=SCHOOL)
    points = plan_replay(a_walk_in_limerick(), wishes, now=NOW).points
    assert (points[0].at, points[0].lat) == (NOW, SCHOOL.lat)


def test_it_may_stay_as_recorded() -> None:
    track = a_walk_in_limerick()
    points = plan_replay(track, Wishes(dates=Dates.AS_RECORDED), now=NOW).points
    assert [point.at for point in points] == [point.at for point in track.points]


def test_points_without_time_stay_behind_unless_they_are_walked() -> None:
    timed = a_walk_in_limerick().points
    mixed = Track((*timed, TrackPoint(None, 52.63, -8.65)))
    plan = plan_replay(mixed, Wishes(), now=NOW)
    assert (len(plan.points), plan.untimed) == (10, 1)
    walked = plan_replay(mixed, Wishes(walk_at_mps=1.25), now=NOW)
    assert (len(walked.points), walked.untimed) == (11, 0)
    seconds = (walked.points[-1].at - walked.points[0].at).total_seconds()
    assert sum(leg_lengths(walked.points)) / seconds == pytest.approx(1.25)


def test_a_track_without_any_time_plans_nothing() -> None:
    plan = plan_replay(Track((TrackPoint(None, 52.6, -8.6),)), Wishes(), now=NOW)
    assert (plan.points, plan.untimed) == ((), 1)


def test_points_out_of_order_are_sent_in_order() -> None:
    track = Track(tuple(reversed(a_walk_in_limerick().points)))
    points = plan_replay(track, Wishes(), now=NOW).points
    assert list(points) == sorted(points, key=lambda point: point.at)


def test_noise_is_as_large_as_asked_admitted_and_the_same_every_time() -> None:
    track = a_walk_in_limerick(500)
    clean = plan_replay(track, Wishes(), now=NOW).points
    noisy = plan_replay(track, Wishes(jitter_m=30, seed=4), now=NOW).points
    assert noisy == plan_replay(track, Wishes(jitter_m=30, seed=4), now=NOW).points
    off = [
        distance_m(LatLon(a.lat, a.lon), LatLon(b.lat, b.lon))
        for a, b in zip(clean, noisy, strict=True)
    ]
    assert 30 < sum(off) / len(off) < 45
    assert {point.accuracy_m for point in noisy} == {45.0}


@pytest.mark.parametrize("sub", ["mina", "junho", "doyun"])
@pytest.mark.parametrize("seed", range(5))
def test_the_demo_walk_is_believable_from_door_to_desk(sub: str, seed: int) -> None:
    child = demo.child(sub)
    walk = demo_walk(home=child.home, school=child.school.point, ends_at=NOW, seed=seed)
    assert walk == demo_walk(home=child.home, school=child.school.point, ends_at=NOW, seed=seed)
    assert walk[-1].at == NOW
    assert near(walk[:10], child.home, 25)
    assert near(walk[-25:], child.school.point, 25)
    assert max(leg_lengths(walk)) < 40
    assert timedelta(minutes=12) < walk[-1].at - walk[0].at < timedelta(minutes=40)
    reported = [ReportedFix(n, p.at, p.lat, p.lon, p.accuracy_m) for n, p in enumerate(walk)]
    assert judge_batch(reported, now=NOW, limits=FixLimits()).refused == ()


def near(points: list[TimedPoint], place: LatLon, metres: float) -> bool:
    return all(distance_m(LatLon(p.lat, p.lon), place) < metres for p in points)
