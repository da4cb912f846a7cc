"""DESIGN 6: one gate decides every push. A table of cases, then what holds for all of them."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.consent.public import Purpose
from domains.kernel.clock import SEOUL
from notifications.gate import (
    ADVERTISING_NIGHT,
    Allow,
    Content,
    DailySpan,
    Deny,
    Hold,
    Reason,
    Receiver,
    Verdict,
    decide,
)
from notifications.notification import Category

PARENT = UUID("0190b6a0-0000-7000-8000-000000000001")


def seoul(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SEOUL)


MORNING, EVENING, SMALL_HOURS = seoul(8, 41), seoul(21, 0), seoul(3, 0)

ARRIVAL = Content(
    category=Category.CARE,
    purpose=Purpose.COMMUTE_ARRIVAL,
    position_purpose=None,
    expires_at=seoul(23, 0, day=9),
)
SOS = replace(
    ARRIVAL,
    category=Category.SAFETY,
    purpose=None,
    position_purpose=Purpose.COMMUTE_ALERTS,
)
NOT_ARRIVED = replace(ARRIVAL, category=Category.SAFETY, purpose=Purpose.COMMUTE_ALERTS)
COUPON = replace(ARRIVAL, category=Category.ADVERTISING, purpose=None)

MOTHER = Receiver(
    person_id=PARENT,
    belongs=True,
    consents=frozenset({Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_ALERTS}),
    age=41,
)
FORMER = replace(MOTHER, belongs=False)
WITHDRAWN = replace(MOTHER, consents=frozenset())
SHOPPER = replace(MOTHER, opted_in_to_advertising=True)
NIGHT_OWL = replace(SHOPPER, opted_in_to_nights=True)
MUTED_ALL = replace(MOTHER, muted=frozenset(Category))
EARLY_SLEEPER = replace(MOTHER, quiet=DailySpan(time(20), time(9)))
NAPPER = replace(MOTHER, quiet=DailySpan(time(13), time(14)))

CASES: list[tuple[str, Content, Receiver, datetime, Verdict]] = [
    ("an arrival by day", ARRIVAL, MOTHER, MORNING, Allow(False)),
    ("an arrival by night", ARRIVAL, MOTHER, SMALL_HOURS, Allow(False)),
    ("an arrival without its consent", ARRIVAL, WITHDRAWN, MORNING, Deny(Reason.CONSENT_MISSING)),
    ("an arrival for a former guardian", ARRIVAL, FORMER, MORNING, Deny(Reason.RELATION_ENDED)),
    ("an arrival that is muted", ARRIVAL, MUTED_ALL, MORNING, Deny(Reason.MUTED)),
    (
        "an arrival in quiet hours",
        ARRIVAL,
        EARLY_SLEEPER,
        MORNING,
        Hold(seoul(9), Reason.QUIET_HOURS),
    ),
    ("a nap ends the same day", ARRIVAL, NAPPER, seoul(13), Hold(seoul(14), Reason.QUIET_HOURS)),
    ("after the nap", ARRIVAL, NAPPER, seoul(14), Allow(False)),
    ("old news", ARRIVAL, MOTHER, seoul(23, 0, day=9), Deny(Reason.EXPIRED)),
    (
        "a hold that would outlive it",
        replace(ARRIVAL, expires_at=seoul(8, 59)),
        EARLY_SLEEPER,
        MORNING,
        Deny(Reason.EXPIRED),
    ),
    ("an SOS", SOS, MOTHER, MORNING, Allow(True)),
    ("an SOS without the position's consent", SOS, WITHDRAWN, MORNING, Allow(False)),
    ("an SOS in quiet hours", SOS, EARLY_SLEEPER, EVENING, Allow(True)),
    ("an SOS to somebody who muted all", SOS, MUTED_ALL, SMALL_HOURS, Allow(True)),
    ("an SOS for a former guardian", SOS, FORMER, MORNING, Deny(Reason.RELATION_ENDED)),
    ("a missing child by night", NOT_ARRIVED, EARLY_SLEEPER, SMALL_HOURS, Allow(False)),
    (
        "a missing child without consent",
        NOT_ARRIVED,
        WITHDRAWN,
        MORNING,
        Deny(Reason.CONSENT_MISSING),
    ),
    ("a coupon nobody asked for", COUPON, MOTHER, MORNING, Deny(Reason.NOT_OPTED_IN)),
    ("a coupon that was asked for", COUPON, SHOPPER, MORNING, Allow(False)),
    ("a coupon at 20:59", COUPON, SHOPPER, seoul(20, 59), Allow(False)),
    ("a coupon at 21:00", COUPON, SHOPPER, EVENING, Hold(seoul(8, day=3), Reason.NIGHT)),
    ("a coupon at 03:00", COUPON, SHOPPER, SMALL_HOURS, Hold(seoul(8), Reason.NIGHT)),
    ("a coupon at 08:00", COUPON, SHOPPER, seoul(8), Allow(False)),
    ("a coupon at night, as agreed", COUPON, NIGHT_OWL, EVENING, Allow(False)),
    ("a coupon for a child", COUPON, replace(SHOPPER, age=13), MORNING, Deny(Reason.UNDER_AGE)),
    ("a coupon at fourteen", COUPON, replace(SHOPPER, age=14), MORNING, Allow(False)),
    ("a coupon, age unknown", COUPON, replace(SHOPPER, age=None), MORNING, Deny(Reason.UNDER_AGE)),
    (
        "the night, then quiet hours",
        COUPON,
        replace(SHOPPER, quiet=DailySpan(time(7), time(10))),
        EVENING,
        Hold(seoul(10, day=3), Reason.NIGHT),
    ),
    (
        "night and quiet hours leave no hour",
        COUPON,
        replace(SHOPPER, quiet=DailySpan(time(7), time(22))),
        MORNING,
        Deny(Reason.QUIET_HOURS),
    ),
]


@pytest.mark.parametrize(
    ("content", "receiver", "now", "verdict"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_table_of_cases(
    content: Content, receiver: Receiver, now: datetime, verdict: Verdict
) -> None:
    assert decide(content, receiver, now) == verdict


moments = st.integers(min_value=0, max_value=2 * 366 * 86_400).map(
    lambda second: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)
hours = st.times().map(lambda moment: moment.replace(microsecond=0))
spans = st.builds(DailySpan, hours, hours)
purposes = st.sampled_from(Purpose)
contents = st.builds(
    Content,
    category=st.sampled_from(Category),
    purpose=st.none() | purposes,
    position_purpose=st.none() | purposes,
    expires_at=moments,
)
receivers = st.builds(
    Receiver,
    person_id=st.just(PARENT),
    belongs=st.booleans(),
    consents=st.frozensets(purposes),
    age=st.none() | st.integers(min_value=0, max_value=110),
    opted_in_to_advertising=st.booleans(),
    opted_in_to_nights=st.booleans(),
    muted=st.frozensets(st.sampled_from(Category), max_size=1),
    quiet=st.none() | spans,
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

    if isinstance(verdict, Allow):
        assert content.purpose is None or content.purpose in receiver.consents
        if verdict.with_position:
            assert content.position_purpose in receiver.consents


@given(contents, receivers, moments)
def test_neither_hour_nor_wish_keeps_an_sos_from_a_guardian(
    content: Content, receiver: Receiver, now: datetime
) -> None:
    sos = replace(
        content, category=Category.SAFETY, purpose=None, expires_at=now + timedelta(minutes=1)
    )

    assert isinstance(decide(sos, replace(receiver, belongs=True), now), Allow)


@given(contents, receivers, moments)
def test_advertising_never_goes_out_at_night_without_its_own_consent(
    content: Content, receiver: Receiver, now: datetime
) -> None:
    advert = replace(content, category=Category.ADVERTISING)
    verdict = decide(advert, replace(receiver, opted_in_to_nights=False), now)

    if ADVERTISING_NIGHT.end_after(now) is not None:
        assert not isinstance(verdict, Allow)


@given(contents, receivers, moments)
def test_what_was_held_may_go_at_the_end_of_its_hold(
    content: Content, receiver: Receiver, now: datetime
) -> None:
    verdict = decide(content, receiver, now)

    if isinstance(verdict, Hold):
        assert now < verdict.until < content.expires_at
        assert isinstance(decide(content, receiver, verdict.until), Allow)
