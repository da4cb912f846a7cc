"""A lone asker never waits; a crowd is waited for, but not for long, and not in vain for ever."""

import pytest

from ml_serving.batching.company import LONGEST_ABSTINENCE, Company

LONGEST_S = 0.005


def company(crowd: int) -> Company:
    here = Company(LONGEST_S)
    here.left(rows=crowd)
    return here


@pytest.mark.parametrize(
    ("queued", "computing", "crowd", "expected_s"),
    [
        pytest.param(1, 0, 0, 0.0, id="the first of all"),
        pytest.param(1, 0, 1, 0.0, id="alone, as before"),
        pytest.param(1, 31, 32, 0.0, id="all others are being computed"),
        pytest.param(1, 0, 32, LONGEST_S, id="a crowd was here a moment ago"),
        pytest.param(8, 0, 32, 0.0, id="every seat is taken"),
        pytest.param(4, 28, 32, 0.0, id="everybody is here"),
    ],
)
def test_how_long_a_free_worker_waits(queued, computing, crowd, expected_s):
    here = company(crowd)
    wait_s = here.wait_s(queued=queued, computing=computing, seats=8, now=1.0)
    assert wait_s == pytest.approx(expected_s)


def test_it_waits_no_longer_than_it_may():
    here = company(32)
    assert here.wait_s(queued=1, computing=0, seats=8, now=1.0) == pytest.approx(0.005)
    assert here.wait_s(queued=1, computing=0, seats=8, now=1.004) == pytest.approx(0.001)
    assert here.wait_s(queued=1, computing=0, seats=8, now=1.006) == 0.0


def test_those_just_answered_are_counted_with_those_who_came_meanwhile():
    here = company(2)
    here.landed(rows=4)
    assert here.wait_s(queued=2, computing=0, seats=8, now=1.0) > 0.0


def waits(here: Company, batches: int, *, back: int) -> int:
    """How many of the batches waited, where of a crowd of 4 so many come back."""
    waited = 0
    for number in range(batches):
        now = float(number)
        here.landed(rows=4)
        if here.wait_s(queued=1, computing=0, seats=8, now=now) > 0.0:
            waited += 1
            here.wait_s(queued=back, computing=0, seats=8, now=now + LONGEST_S)
        here.left(rows=back)
    return waited


def test_strangers_who_never_come_back_are_hardly_waited_for():
    assert waits(company(4), 1000, back=1) <= 8 + 1000 // LONGEST_ABSTINENCE


def test_a_crowd_that_comes_back_is_waited_for_each_time():
    assert waits(company(4), 1000, back=4) == 1000
