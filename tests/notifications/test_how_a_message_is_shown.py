"""The table of presentations keeps what the push services and the law ask."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.kernel.clock import SEOUL
from notifications.gate import ADVERTISING_NIGHT
from notifications.messages.keys import MessageKey
from notifications.messages.presentation import (
    ALARM_RETRACTION,
    BY_CATEGORY,
    BY_KEY,
    LONGEST,
    READ_ELSEWHERE,
    RETRACTION,
    WEB_TOPIC_CHARS,
    Interruption,
    Presentation,
    Priority,
    presentation_of,
    web_topic,
)
from notifications.notification import Category
from tests.contracts.push.examples import EXAMPLES

ALL = (*BY_CATEGORY.values(), *BY_KEY.values(), RETRACTION, ALARM_RETRACTION, READ_ELSEWHERE)
KEYS_OF_A_DEVICE = 4
"""FCM keeps messages of four collapse keys for one device, and promises nothing beyond."""

moments = st.datetimes(datetime(2027, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_alarms_and_news_of_people_are_never_collapsed() -> None:
    for category in (Category.SAFETY, Category.CARE):
        assert BY_CATEGORY[category].collapse_key is None
        assert BY_CATEGORY[category].priority is Priority.HIGH
    assert RETRACTION.collapse_key is ALARM_RETRACTION.collapse_key is None


def test_whatever_can_wait_shares_fewer_keys_than_a_device_has() -> None:
    keys = {shown.collapse_key for shown in ALL} - {None}
    assert 0 < len(keys) < KEYS_OF_A_DEVICE


def test_only_alarms_pass_a_focus_and_advertising_makes_no_sound() -> None:
    passing = {
        category
        for category, shown in BY_CATEGORY.items()
        if shown.interruption is Interruption.TIME_SENSITIVE
    }
    assert passing == {Category.SAFETY}
    assert BY_CATEGORY[Category.ADVERTISING].sound is None


@pytest.mark.parametrize("key", MessageKey)
def test_a_message_that_differs_is_still_of_its_category(key: MessageKey) -> None:
    category = EXAMPLES[key]().category
    assert presentation_of(key, category).channel is BY_CATEGORY[category].channel
    if key in BY_KEY:
        assert presentation_of(key, category) == BY_KEY[key]


def test_a_message_told_under_another_category_is_shown_by_that() -> None:
    """An escalation's words may travel as service news: then they do not ring as an alarm."""
    assert presentation_of(MessageKey.SOS_RAISED, Category.SERVICE) == BY_CATEGORY[Category.SERVICE]


@given(st.sampled_from(ALL), moments, st.timedeltas(timedelta(-1), timedelta(60)))
def test_nobody_keeps_a_message_beyond_its_end(
    shown: Presentation, now: datetime, left: timedelta
) -> None:
    until = shown.good_until(now + left, now=now)

    assert now <= until <= max(now + left, now)
    assert until - now <= LONGEST


@given(moments, st.timedeltas(timedelta(0), timedelta(60)))
def test_an_advertisement_ends_with_the_day_it_is_sent_on(now: datetime, left: timedelta) -> None:
    """A phone that is switched on at night must not ring for what was sent in the afternoon."""
    until = BY_CATEGORY[Category.ADVERTISING].good_until(now + left, now=now)

    if ADVERTISING_NIGHT.end_after(now) is None:
        first, last = now.astimezone(SEOUL), until.astimezone(SEOUL)
        assert first.date() == last.date()
        assert last.time() <= ADVERTISING_NIGHT.start


@given(st.text(min_size=1, max_size=64))
def test_a_topic_is_short_and_safe_in_a_header(tag: str) -> None:
    topic = web_topic(tag)
    assert len(topic) == WEB_TOPIC_CHARS
    assert set(topic) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert topic == web_topic(tag)
