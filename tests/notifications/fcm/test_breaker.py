"""The breaker: trips on what is down or refuses us, asks again, and never hammers."""

from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.channels.breaker import (
    FAULTS_IN_A_ROW,
    LONGEST_PROBE_S,
    PROBE_LOST_S,
    REFUSALS_IN_A_ROW,
    SAFETY_PROBE_S,
    Breaker,
    Circuit,
    Recovered,
    Tripped,
    Trouble,
)


def breaker() -> Breaker:
    return Breaker(dice=Random(1))


def tripped(at: float = 0.0) -> Breaker:
    broken = breaker()
    for _ in range(FAULTS_IN_A_ROW):
        broken.failed("http_503", now=at)
    return broken


def test_a_little_bad_luck_trips_nothing() -> None:
    luck, steady = Random(7), breaker()
    for _ in range(100_000):
        if luck.random() < 0.07:
            steady.failed("http_503", now=0)
        else:
            steady.succeeded()

    assert steady.state is Circuit.CLOSED
    assert steady.take_change() is None


def test_an_outage_trips_it_and_it_says_so() -> None:
    broken = tripped()
    change = broken.take_change()

    assert broken.state is Circuit.OPEN
    assert isinstance(change, Tripped)
    assert (change.trouble, change.reason) == (Trouble.OUTAGE, "http_503")
    assert broken.take_change() is None


def test_a_service_that_answers_every_other_time_is_down() -> None:
    broken = breaker()
    for _ in range(20):
        broken.failed("timeout", now=0)
        broken.succeeded()

    assert broken.state is Circuit.OPEN


def test_refused_credentials_trip_it() -> None:
    broken = breaker()
    for _ in range(REFUSALS_IN_A_ROW):
        broken.refused("http_401", by=None, now=0)
    change = broken.take_change()

    assert isinstance(change, Tripped)
    assert change.trouble is Trouble.CREDENTIALS


def test_one_person_with_foreign_tokens_silences_nobody() -> None:
    steady = breaker()
    for _ in range(1_000):
        steady.refused("SENDER_ID_MISMATCH", by=UUID(int=1), now=0)

    assert steady.state is Circuit.CLOSED


def test_many_people_whose_tokens_are_foreign_are_our_fault() -> None:
    broken = breaker()
    for person in range(REFUSALS_IN_A_ROW):
        broken.refused("SENDER_ID_MISMATCH", by=UUID(int=person), now=0)

    assert broken.state is Circuit.OPEN


def test_one_probe_goes_and_the_others_wait() -> None:
    broken = tripped()
    assert not broken.may_begin(is_alarm=False, now=0.4)

    assert broken.may_begin(is_alarm=False, now=LONGEST_PROBE_S)
    assert broken.state is Circuit.HALF_OPEN
    assert not broken.may_begin(is_alarm=False, now=LONGEST_PROBE_S)
    assert not broken.may_begin(is_alarm=True, now=LONGEST_PROBE_S)


def test_a_probe_that_comes_through_closes_it() -> None:
    broken = tripped()
    broken.take_change()
    broken.may_begin(is_alarm=False, now=LONGEST_PROBE_S)
    broken.succeeded()

    assert broken.state is Circuit.CLOSED
    assert isinstance(broken.take_change(), Recovered)
    assert broken.may_begin(is_alarm=False, now=LONGEST_PROBE_S)


def test_what_was_under_way_when_it_opened_proves_nothing() -> None:
    broken = tripped()
    broken.succeeded()

    assert broken.state is Circuit.OPEN


def test_an_alarm_may_probe_sooner_but_not_all_at_once() -> None:
    broken, now = tripped(), 0.0
    for _ in range(10):
        broken.may_begin(is_alarm=False, now=now + 1_000)
        broken.failed("http_503", now=now + 1_000)
        now += 1_000
    assert not broken.may_begin(is_alarm=False, now=now + 5)
    probes = 0
    for step in range(100):
        moment = now + step / 10
        if broken.may_begin(is_alarm=True, now=moment):
            probes += 1
            broken.failed("http_503", now=moment)

    assert 1 <= probes <= 10 / SAFETY_PROBE_S


def test_a_probe_that_nobody_reported_is_given_to_another() -> None:
    broken = tripped()
    broken.may_begin(is_alarm=False, now=100)

    assert not broken.may_begin(is_alarm=False, now=101)
    assert broken.may_begin(is_alarm=False, now=100 + PROBE_LOST_S)


def test_a_clock_that_is_set_back_does_not_keep_it_open() -> None:
    assert tripped(at=10_000).may_begin(is_alarm=False, now=5_000)


OUTCOMES = st.sampled_from(["ok", "fault", "refused", "begin", "alarm", "let_go"])


@given(st.lists(st.tuples(st.floats(0, 20), OUTCOMES), max_size=200))
def test_whatever_happens_it_never_hammers_and_never_locks_up(
    story: list[tuple[float, str]],
) -> None:
    tried, now, let_through = breaker(), 0.0, 0
    for seconds, act in story:
        now += seconds
        if tried.state is Circuit.CLOSED:
            let_through = 0
        match act:
            case "ok":
                tried.succeeded()
            case "fault":
                tried.failed("fault", now=now)
            case "refused":
                tried.refused("refused", by=None, now=now)
            case "let_go":
                tried.let_go()
            case _:
                was = tried.state
                begins = tried.may_begin(is_alarm=act == "alarm", now=now)
                if was is not Circuit.CLOSED and begins:
                    assert tried.state is Circuit.HALF_OPEN
                    assert not tried.may_begin(is_alarm=False, now=now)
                    let_through += 1
        assert tried.wait_s(is_alarm=False, now=now) <= max(LONGEST_PROBE_S, SAFETY_PROBE_S)
    assert tried.may_begin(is_alarm=False, now=now + LONGEST_PROBE_S + PROBE_LOST_S)


@pytest.mark.parametrize("seed", range(20))
def test_probes_come_ever_more_seldom(seed: int) -> None:
    broken, waits, now = Breaker(dice=Random(seed)), [], 0.0
    for _ in range(FAULTS_IN_A_ROW):
        broken.failed("http_503", now=now)
    for _ in range(12):
        change = broken.take_change()
        assert isinstance(change, Tripped)
        waits.append(change.probe_in_s)
        now += change.probe_in_s
        assert broken.may_begin(is_alarm=False, now=now)
        broken.failed("http_503", now=now)

    assert waits[0] <= 1
    assert LONGEST_PROBE_S / 2 <= waits[-1] <= LONGEST_PROBE_S
