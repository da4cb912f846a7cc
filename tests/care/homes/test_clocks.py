"""A clock is not trusted, and an outage is not taken for a wrong clock."""

from hypothesis import given
from hypothesis import strategies as st

from domains.care.homes import correct_clock
from domains.care.homes.correct_clock import (
    CLOCK_SET_MS,
    JUST_SENT_MS,
    DeviceClock,
    alarm_at_ms,
    really_at_ms,
)

NOW = 1_780_000_000_000
HOUR = 3_600_000


def hear(clock: DeviceClock | None, *, boot: int, sent_ms: int, received_ms: int) -> DeviceClock:
    """The next message of a boot, about the moment at which it was sent."""
    sequence = 1 if clock is None or clock.boot != boot else clock.sequence + 1
    times = {"at_ms": sent_ms, "sent_ms": sent_ms, "received_ms": received_ms}
    return correct_clock.hear(clock, boot=boot, sequence=sequence, **times)


def heard(*differences_ms: int, boot: int = 1) -> DeviceClock:
    """A clock after messages an hour apart, each arriving so long after the device's time."""
    clock = None
    for step, difference in enumerate(differences_ms):
        received = NOW + step * HOUR
        clock = hear(clock, boot=boot, sent_ms=received - difference, received_ms=received)
    return clock


def test_travel_does_not_make_a_clock_slower():
    assert heard(80, 30_000, 80).behind_ms == heard(80, 30_000).behind_ms == 80


def test_a_clock_that_runs_ahead_is_noticed_at_once():
    assert heard(80, -90_000).behind_ms == -90_000


def test_three_hours_in_a_brokers_queue_are_no_wrong_clock():
    clock = heard(80)
    received = NOW + 3 * HOUR
    clock = hear(clock, boot=1, sent_ms=NOW + 1000, received_ms=received)
    assert really_at_ms(clock, boot=1, at_ms=NOW, received_ms=received) == NOW + 80


def test_a_clock_that_was_never_set_counts_from_its_start():
    clock = hear(None, boot=1, sent_ms=60_000, received_ms=NOW)
    assert really_at_ms(clock, boot=1, at_ms=30_000, received_ms=NOW) == NOW - 30_000


def test_of_an_older_boot_with_no_clock_nothing_is_known():
    clock = hear(None, boot=2, sent_ms=60_000, received_ms=NOW)
    assert really_at_ms(clock, boot=1, at_ms=30_000, received_ms=NOW) == NOW


@given(
    behind=st.integers(-HOUR, JUST_SENT_MS),
    travels=st.lists(st.integers(0, 100 * HOUR), min_size=1, max_size=30),
)
def test_the_moment_is_never_in_the_future_and_no_earlier_than_it_was(behind, travels):
    """Whatever travels how long: a message is dated between when it was and when it came."""
    clock = hear(None, boot=1, sent_ms=NOW - behind, received_ms=NOW)
    received = NOW
    for travel in travels:
        received += HOUR + travel
        true_ms = received - travel
        clock = hear(clock, boot=1, sent_ms=true_ms - behind, received_ms=received)
        dated = really_at_ms(clock, boot=1, at_ms=true_ms - behind, received_ms=received)
        assert true_ms <= dated <= received


@given(sent=st.integers(CLOCK_SET_MS, NOW - JUST_SENT_MS - 1))
def test_a_first_message_from_long_ago_was_long_under_way(sent):
    clock = hear(None, boot=1, sent_ms=sent, received_ms=NOW)
    assert really_at_ms(clock, boot=1, at_ms=sent, received_ms=NOW) == sent


@given(at=st.integers(-HOUR, 2 * NOW), sent=st.integers(-HOUR, 2 * NOW))
def test_an_alarm_is_dated_within_what_is_kept_or_not_at_all(at, sent):
    dated = alarm_at_ms(at_ms=at, sent_ms=sent, received_ms=NOW, kept_ms=HOUR)
    assert dated is None or NOW - HOUR <= dated <= NOW
    assert (dated is None) == (not 0 <= sent - at <= HOUR)
