"""When an act was, told by a phone whose clock is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.care.cases.phone_clock import AHEAD_AT_MOST, BEHIND_AT_MOST, by_our_clock

NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "ahead", [-10 * MINUTE, -2 * MINUTE, 0 * MINUTE, 5 * MINUTE, 9000 * MINUTE]
)
@pytest.mark.parametrize("ago", [0 * MINUTE, 40 * MINUTE])
def test_it_is_when_it_was_however_wrong_the_clock_is(ahead, ago):
    at, sent_at = NOW - ago + ahead, NOW + ahead
    assert by_our_clock(at, sent_at=sent_at, now=NOW) == NOW - ago


def test_a_clock_that_was_set_meanwhile_moves_nothing():
    at = NOW + 20 * MINUTE
    assert by_our_clock(at, sent_at=NOW, now=NOW) == at, "it would have been done tomorrow"


def test_nor_does_a_message_that_was_long_on_its_way():
    sent_at = NOW - BEHIND_AT_MOST - MINUTE
    assert by_our_clock(sent_at, sent_at=sent_at, now=NOW) == sent_at


def test_nor_a_clock_that_is_years_ahead():
    sent_at = NOW + AHEAD_AT_MOST + MINUTE
    assert by_our_clock(sent_at - MINUTE, sent_at=sent_at, now=NOW) > NOW, "it is refused"


@pytest.mark.parametrize("sent_at", [datetime.max.replace(tzinfo=UTC), NOW + AHEAD_AT_MOST, NOW])
def test_nor_is_there_a_moment_that_cannot_be_moved(sent_at):
    for first in (datetime.min.replace(tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC)):
        assert by_our_clock(first, sent_at=sent_at, now=NOW) == first


def test_nor_a_client_that_does_not_say():
    assert by_our_clock(NOW - MINUTE, sent_at=None, now=NOW) == NOW - MINUTE


seconds = st.integers(-(10**7), 10**7).map(lambda each: timedelta(seconds=each))


@given(at=seconds, sent=seconds)
def test_nothing_comes_to_lie_in_the_future_that_did_not_before(at, sent):
    told = by_our_clock(NOW + at, sent_at=NOW + sent, now=NOW)
    assert told <= max(NOW, NOW + at)
    assert told - (NOW + at) <= BEHIND_AT_MOST
