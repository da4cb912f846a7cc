"""What is believed of a phone's report, and what is not."""

import math
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.commute.accept_fix import (
    AcceptedFix,
    FixLimits,
    Refusal,
    RefusedFix,
    ReportedFix,
    judge_batch,
    judge_fix,
)
from domains.kernel.geo import LatLon

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
LIMITS = FixLimits()
OSAN = (37.1503, 127.0772)
BUSAN = (35.1796, 129.0756)


def a_fix(order: int = 0, *, ago_s: float = 0, at: tuple[float, float] = OSAN, **said: object):
    measures = {"accuracy_m": 10.0, "speed_mps": None, **said}
    return ReportedFix(order, NOW - timedelta(seconds=ago_s), *at, **measures)  # type: ignore[arg-type]


def a_walk(*, steps: int = 20, every_s: int = 10) -> list[ReportedFix]:
    """North at walking pace, ending now."""
    return [
        a_fix(n, ago_s=(steps - n) * every_s, at=(OSAN[0] + n * 0.00012, OSAN[1]))
        for n in range(steps)
    ]


def judge(fixes, **more):
    return judge_batch(fixes, now=NOW, limits=LIMITS, **more)


REFUSALS = [
    (a_fix(at=(0.0, 0.0)), Refusal.NULL_ISLAND),
    (a_fix(at=(0.0001, -0.0001)), Refusal.NULL_ISLAND),
    (a_fix(at=(127.0772, 37.1503)), Refusal.OUT_OF_RANGE),
    (a_fix(at=(37.15, 180.5)), Refusal.OUT_OF_RANGE),
    (a_fix(at=(math.nan, 127.0)), Refusal.NOT_FINITE),
    (a_fix(at=(37.15, math.inf)), Refusal.NOT_FINITE),
    (a_fix(accuracy_m=-1.0), Refusal.BAD_ACCURACY),
    (a_fix(accuracy_m=math.nan), Refusal.BAD_ACCURACY),
    (a_fix(accuracy_m=math.inf), Refusal.BAD_ACCURACY),
    (a_fix(accuracy_m=1e38), Refusal.BAD_ACCURACY),
    (a_fix(accuracy_m=1e308), Refusal.BAD_ACCURACY),
    (a_fix(speed_mps=401 / 3.6), Refusal.ABSURD_SPEED),
    (a_fix(speed_mps=math.nan), Refusal.ABSURD_SPEED),
    (a_fix(ago_s=-121), Refusal.FUTURE_DATED),
    (a_fix(ago_s=24 * 3600 + 1), Refusal.TOO_OLD),
]


@pytest.mark.parametrize(("fix", "reason"), REFUSALS, ids=lambda case: str(case)[:60])
def test_an_unbelievable_fix_is_refused_by_name(fix: ReportedFix, reason: Refusal) -> None:
    assert judge_fix(fix, now=NOW, limits=LIMITS) == RefusedFix(0, reason)


@pytest.mark.parametrize(
    "fix",
    [
        a_fix(),
        a_fix(ago_s=-120),
        a_fix(ago_s=24 * 3600),
        a_fix(accuracy_m=17_000.0),
        a_fix(speed_mps=305 / 3.6),
        a_fix(at=(0.0, 127.0)),
    ],
)
def test_a_plain_fix_a_coarse_one_and_a_fast_train_are_believed(fix: ReportedFix) -> None:
    assert isinstance(judge_fix(fix, now=NOW, limits=LIMITS), AcceptedFix)


@pytest.mark.parametrize("said", [0, 0.0, None])
def test_accuracy_zero_or_missing_is_unknown(said: float | None) -> None:
    verdict = judge_fix(a_fix(accuracy_m=said), now=NOW, limits=LIMITS)
    assert isinstance(verdict, AcceptedFix)
    assert verdict.accuracy_m is None


def test_one_bad_point_never_costs_its_neighbours() -> None:
    walk = a_walk()
    bad = [
        a_fix(100, at=(0.0, 0.0)),
        a_fix(101, ago_s=-9999),
        a_fix(102, at=(math.nan, math.nan)),
        a_fix(103, ago_s=95, at=BUSAN),
    ]
    verdict = judge([*walk, *bad])
    assert [fix.order for fix in verdict.accepted] == list(range(20))
    assert {fix.order: fix.reason for fix in verdict.refused} == {
        100: Refusal.NULL_ISLAND,
        101: Refusal.FUTURE_DATED,
        102: Refusal.NOT_FINITE,
        103: Refusal.IMPLIED_SPEED,
    }


def test_the_outlier_goes_even_when_it_comes_first() -> None:
    walk = a_walk()
    verdict = judge([a_fix(99, ago_s=500, at=BUSAN), *walk])
    assert [fix.order for fix in verdict.refused] == [99]


def test_several_outliers_in_a_row_go_together() -> None:
    outliers = [a_fix(90 + n, ago_s=101 + n, at=BUSAN) for n in range(5)]
    verdict = judge([*a_walk(), *outliers])
    assert [fix.order for fix in verdict.refused] == [90, 91, 92, 93, 94]


def test_a_batch_after_an_hour_underground_is_no_hop() -> None:
    before = a_fix(0, ago_s=3600)
    after = a_fix(1, ago_s=0, at=(37.5547, 126.9707))
    assert len(judge([before, after]).accepted) == 2


def test_a_coarse_fix_far_away_is_uncertain_not_fast() -> None:
    tower = a_fix(50, ago_s=95, at=(37.25, 127.1), accuracy_m=17_000.0)
    assert judge([*a_walk(), tower]).refused == ()


@pytest.mark.parametrize("claimed_m", [None, 5.0, 30.0])
@pytest.mark.parametrize("noise_m", [5, 30, 100])
def test_noise_at_one_second_intervals_is_not_speed(claimed_m, noise_m: int) -> None:
    dice = random.Random(7)
    noise_deg = noise_m / 111_195
    noisy = [
        a_fix(
            n,
            ago_s=120 - n,
            at=(OSAN[0] + dice.gauss(0, noise_deg), OSAN[1] + dice.gauss(0, noise_deg)),
            accuracy_m=claimed_m,
        )
        for n in range(120)
    ]
    assert judge(noisy).refused == ()


@pytest.mark.parametrize(
    ("metres", "seconds", "believed"),
    [(400, 1, True), (1_000, 1, False), (1_500, 10, True), (2_000, 10, False), (40_000, 60, False)],
)
def test_four_hundred_kilometres_an_hour_is_the_limit(metres, seconds, believed) -> None:
    there = (OSAN[0] + metres / 111_195, OSAN[1])
    verdict = judge([a_fix(0, ago_s=seconds), a_fix(1, at=there)])
    assert (len(verdict.accepted) == 2) == believed


def test_earlier_fixes_bear_witness_against_a_single_hop() -> None:
    walk = judge(a_walk()).accepted[-3:]
    verdict = judge([a_fix(7, at=BUSAN)], recent=walk)
    assert verdict.accepted == ()
    assert verdict.refused == (RefusedFix(7, Refusal.IMPLIED_SPEED),)


def test_one_earlier_outlier_does_not_outvote_the_good_fixes() -> None:
    walk = judge(a_walk()).accepted[-2:]
    stray = AcceptedFix(0, NOW - timedelta(seconds=5), LatLon(*BUSAN), 10.0)
    verdict = judge([a_fix(7)], recent=[*walk, stray])
    assert [fix.order for fix in verdict.accepted] == [7]


def test_an_empty_batch_is_no_trouble() -> None:
    assert judge([]) == judge_batch((), now=NOW, limits=LIMITS, recent=judge(a_walk()).accepted)


reports = st.builds(
    ReportedFix,
    order=st.just(0),
    at=st.integers(-3600, 200).map(lambda s: NOW + timedelta(seconds=s)),
    lat=st.sampled_from([37.15, 37.1501, 37.16, 36.0, 0.0, 91.0, math.nan]),
    lon=st.sampled_from([127.07, 127.0702, 127.2, 0.0, 200.0]),
    accuracy_m=st.sampled_from([None, 0.0, 5.0, 40.0, 900.0, -1.0]),
    speed_mps=st.sampled_from([None, 1.2, 200.0]),
)


@given(fixes=st.lists(reports, max_size=40), seed=st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_shuffling_a_batch_changes_no_verdict(fixes: list[ReportedFix], seed) -> None:
    batch = [
        ReportedFix(n, f.at, f.lat, f.lon, f.accuracy_m, f.speed_mps) for n, f in enumerate(fixes)
    ]
    shuffled = batch.copy()
    seed.shuffle(shuffled)
    one, other = judge(batch), judge(shuffled)
    assert {_said(fix) for fix in one.accepted} == {_said(fix) for fix in other.accepted}
    assert sorted(b.reason for b in one.refused) == sorted(b.reason for b in other.refused)


@given(fixes=st.lists(reports, max_size=40))
def test_every_point_gets_exactly_one_verdict(fixes: list[ReportedFix]) -> None:
    batch = [ReportedFix(n, f.at, f.lat, f.lon, f.accuracy_m) for n, f in enumerate(fixes)]
    verdict = judge(batch)
    orders = [fix.order for fix in verdict.accepted] + [fix.order for fix in verdict.refused]
    assert sorted(orders) == list(range(len(batch)))
    assert list(verdict.accepted) == sorted(verdict.accepted, key=lambda fix: fix.at)


def _said(fix: AcceptedFix) -> tuple[object, ...]:
    return fix.at, fix.point, fix.accuracy_m, fix.speed_mps
