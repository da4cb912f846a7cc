"""Opinions and modes move limits by steps; the bounds that a human set always hold."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domains.care.cases.vocabulary import ConcernKind
from domains.care.judgement.learn import Opinion, learnt, limits_moved
from domains.care.judgement.limits import USUAL, USUAL_BOUNDS, Bound, Limit, limits_of
from domains.care.judgement.modes import STEPS, Mode, ModeKind, steps_of
from tests.care.judgement.lived import at

opinions = st.lists(st.tuples(st.sampled_from(Limit), st.sampled_from(Opinion)), max_size=60)
modes = st.lists(st.sampled_from(ModeKind), max_size=3)


@given(opinions, modes)
def test_whatever_is_said_the_bounds_hold(said, kinds):
    steps = {}
    for limit, opinion in said:
        steps = learnt(steps, limit, opinion, bounds=USUAL_BOUNDS)
    in_force = steps_of([Mode(kind, at(0), at(1)) for kind in kinds], at=at(0, 1))
    limits = limits_of(USUAL_BOUNDS, steps, in_force)
    for limit, bound in USUAL_BOUNDS.items():
        assert bound.least <= getattr(limits, limit.value) <= bound.most


@given(st.sampled_from(Limit), st.integers(1, 100))
def test_the_way_back_is_as_long_as_the_way_there(limit, times):
    steps = {}
    for _ in range(times):
        steps = learnt(steps, limit, Opinion.NEEDLESS, bounds=USUAL_BOUNDS)
    taken = steps.get(limit, 0)
    for _ in range(taken):
        steps = learnt(steps, limit, Opinion.TOO_LATE, bounds=USUAL_BOUNDS)
    assert limits_of(USUAL_BOUNDS, steps) == USUAL


@given(st.sampled_from(ModeKind))
def test_every_mode_makes_more_sensitive_and_ends(kind):
    mode = Mode(kind, at(0), at(1))
    assert all(steps < 0 for steps in STEPS[kind].values())
    assert steps_of([mode], at=at(1)) == {} == steps_of([mode], at=at(0) - timedelta(seconds=1))


def test_two_modes_do_not_add_up():
    both = [Mode(ModeKind.HEAT_WAVE, at(0), at(1)), Mode(ModeKind.EPIDEMIC, at(0), at(1))]
    assert steps_of(both, at=at(0, 1))[Limit.SILENCE_H] == -4


def test_no_opinion_makes_smoke_quieter():
    for kind in (ConcernKind.SMOKE, ConcernKind.GAS, ConcernKind.FALL, ConcernKind.SOS):
        assert limits_moved(kind, is_hot=False) == ()


def test_an_opinion_moves_the_side_it_is_about_and_neither_where_nobody_knows_any_more():
    sides = {
        is_hot: limits_moved(ConcernKind.TEMPERATURE, is_hot=is_hot)
        for is_hot in (True, False, None)
    }
    assert sides == {True: (Limit.HOT_C,), False: (Limit.COLD_C,), None: ()}


def test_a_right_alarm_moves_nothing():
    assert learnt({}, Limit.HOT_C, Opinion.RIGHT, bounds=USUAL_BOUNDS) == {}


def test_a_bound_that_is_none_is_not_taken():
    for least, usual, most, step in ((2, 1, 3, 1), (1, 2, 1, 1), (1, 2, 3, 0)):
        try:
            Bound(usual, least, most, step)
        except ValueError:
            continue
        raise AssertionError((least, usual, most, step))
