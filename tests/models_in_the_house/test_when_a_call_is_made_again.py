"""Retries help one caller, and must not hurt a server that struggles."""

from hypothesis import given
from hypothesis import strategies as st

from domains.kernel.provenance import Silence
from infra.model_client.reply import GARBLED, REFUSED, TOO_LATE, UNREACHABLE, Fault
from infra.model_client.retries import MOST_SAVED, MOST_TRIES, ROOM_S, RetryBudget, pause_s

LOADING = Fault(Silence.NOT_READY, may_pass=True, retry_after_s=0.5)

a_fault = st.builds(
    Fault,
    reason=st.sampled_from(Silence),
    may_pass=st.booleans(),
    retry_after_s=st.none() | st.floats(0, 100),
)
a_dice = st.floats(0, 1, exclude_max=True)


def test_a_broken_connection_is_tried_again_at_once():
    assert pause_s(UNREACHABLE, tried=1, left_s=1.0, dice=0.9) == 0.0


def test_whoever_says_when_to_come_back_is_not_asked_earlier():
    pause = pause_s(LOADING, tried=1, left_s=2.0, dice=0.0)
    assert pause is not None
    assert pause >= 0.5


def test_nobody_waits_past_their_deadline():
    assert pause_s(LOADING, tried=1, left_s=0.4, dice=0.0) is None


def test_what_cannot_fare_better_is_not_tried_again():
    for fault in (TOO_LATE, GARBLED, REFUSED):
        assert pause_s(fault, tried=1, left_s=60.0, dice=0.0) is None


@given(a_fault, st.integers(1, 10), st.floats(-1, 60), a_dice)
def test_a_pause_always_ends_in_time_for_an_answer(fault, tried, left_s, dice):
    pause = pause_s(fault, tried=tried, left_s=left_s, dice=dice)
    if pause is None:
        return
    assert fault.may_pass
    assert tried < MOST_TRIES
    assert 0 <= pause < left_s - ROOM_S
    assert pause >= (fault.retry_after_s or 0)


@given(st.integers(0, 2_000), st.integers(1, 3))
def test_retries_are_a_tenth_of_the_calls_and_a_few(calls, wanted_each):
    budget, retries = RetryBudget(), 0
    for _ in range(calls):
        budget = budget.earned()
        for _ in range(wanted_each):
            paid = budget.spent()
            if paid is not None:
                budget, retries = paid, retries + 1
    assert retries <= MOST_SAVED + calls / 10 + 1e-6
