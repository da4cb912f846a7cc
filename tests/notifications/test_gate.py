"""DESIGN 6: one gate decides every push. A table of cases, then what holds for all of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.consent.public import Purpose
from domains.identity.public import age_on
from notifications.channel import EVERY_CHANNEL, Channel
from notifications.daily_span import DailySpan
from notifications.gate import (
    ADVERTISING_NIGHT,
    AgeBand,
    Allow,
    Content,
    Deny,
    Hold,
    Reason,
    Receiver,
    age_band,
    born_by,
    decide,
)
from notifications.notification import Category
from notifications.preferences.wishes import Digest, Wishes
from tests.notifications.gate_cases import CASES, PAGE, Case, table


@pytest.mark.parametrize("case", CASES, ids=[case.story for case in CASES])
def test_the_table_of_cases(case: Case) -> None:
    assert decide(case.content, case.receiver, case.now) == case.verdict


def test_the_page_shows_the_table() -> None:
    """Else: python -m tests.notifications.gate_cases"""
    assert PAGE.read_text() == table()


moments = st.integers(min_value=0, max_value=2 * 366 * 86_400).map(
    lambda second: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)
hours = st.times().map(lambda moment: moment.replace(microsecond=0))
categories = st.sampled_from(Category)
purposes = st.sampled_from(Purpose)
wishes = st.builds(
    Wishes,
    mutes=st.frozensets(st.tuples(categories, st.sampled_from(Channel))),
    quiet=st.none() | st.builds(DailySpan, hours, hours),
    digest=st.none() | st.builds(Digest, hours, st.frozensets(categories, min_size=1)),
)
contents = st.builds(
    Content,
    category=categories,
    purpose=st.none() | purposes,
    position_purpose=st.none() | purposes,
    expires_at=moments,
    by_day=st.booleans(),
    digestible=st.booleans(),
)
receivers = st.builds(
    Receiver,
    belongs=st.booleans(),
    consents=st.frozensets(purposes),
    age=st.sampled_from(AgeBand),
    opted_in_to_advertising=st.booleans(),
    opted_in_to_nights=st.booleans(),
    wishes=wishes,
)


@given(contents, receivers, moments)
def test_an_ended_relation_never_hears_anything(
    content: Content, receiver: Receiver, now: datetime
) -> None:
    verdict = decide(content, replace(receiver, belongs=False), now)

    assert verdict == Deny(Reason.RELATION_ENDED)


@given(contents, receivers, moments)
def test_nothing_is_told_and_no_position_shown_without_its_consent(
    content: Content, receiver: Receiver, now: datetime
) -> None:
    verdict = decide(content, receiver, now)

    if not isinstance(verdict, Deny):
        assert content.purpose is None or content.purpose in receiver.consents
    if isinstance(verdict, Allow) and verdict.with_position:
        assert content.position_purpose in receiver.consents


@given(contents, receivers, moments)
def test_neither_hour_nor_wish_keeps_an_sos_from_a_guardian(
    content: Content, receiver: Receiver, now: datetime
) -> None:
    sos = replace(
        content, category=Category.SAFETY, purpose=None, expires_at=now + timedelta(minutes=1)
    )
    verdict = decide(sos, replace(receiver, belongs=True), now)

    assert isinstance(verdict, Allow)
    assert verdict.channels == EVERY_CHANNEL


@given(contents, receivers, moments)
def test_advertising_goes_to_nobody_who_did_not_ask_and_to_no_child(
    content: Content, receiver: Receiver, now: datetime
) -> None:
    verdict = decide(replace(content, category=Category.ADVERTISING), receiver, now)

    if not isinstance(verdict, Deny):
        assert receiver.opted_in_to_advertising
        assert receiver.age is AgeBand.FROM_14


@given(contents, receivers, moments)
def test_advertising_is_neither_told_nor_listed_at_night_without_its_own_consent(
    content: Content, receiver: Receiver, now: datetime
) -> None:
    advert = replace(content, category=Category.ADVERTISING)
    verdict = decide(advert, replace(receiver, opted_in_to_nights=False), now)

    if ADVERTISING_NIGHT.end_after(now) is not None:
        assert not isinstance(verdict, Allow)
        assert not (isinstance(verdict, Hold) and verdict.is_listed)


@given(contents, receivers, moments)
def test_a_wish_is_kept_by_everything_but_safety(
    content: Content, receiver: Receiver, now: datetime
) -> None:
    verdict = decide(content, receiver, now)

    if content.category is not Category.SAFETY and isinstance(verdict, Allow):
        assert verdict.channels <= receiver.wishes.channels_for(content.category)
        quiet = receiver.wishes.quiet
        assert not verdict.channels or quiet is None or quiet.end_after(now) is None


@given(contents, receivers, moments)
def test_what_was_held_may_go_at_the_end_of_its_hold(
    content: Content, receiver: Receiver, now: datetime
) -> None:
    verdict = decide(content, receiver, now)

    if isinstance(verdict, Hold):
        assert now < verdict.until
    if isinstance(verdict, Hold) and verdict.reason is not Reason.DIGEST:
        assert verdict.until < content.expires_at
        later = decide(replace(content, digestible=False), receiver, verdict.until)
        assert isinstance(later, Allow)


days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(days, days)
def test_the_birth_date_that_makes_fourteen_agrees_with_the_age(born: date, day: date) -> None:
    is_fourteen = born <= day and age_band(age_on(born, day)) is AgeBand.FROM_14

    assert (born <= born_by(day)) == is_fourteen
