"""The clock of the gate, at every one of the 527,040 minutes of a leap year in Seoul."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import product
from typing import Final

import pytest

from domains.kernel.clock import SEOUL
from notifications.daily_span import DailySpan
from notifications.gate import AgeBand, Allow, Content, Hold, Reason, Receiver, decide
from notifications.notification import Category
from notifications.preferences.wishes import Wishes
from tests.notifications.gate_cases import COUPON, MOTHER, NEWS, SHOPPER, SOS

MINUTE: Final = timedelta(minutes=1)
MINUTES: Final = 366 * 1_440
FIRST: Final = datetime(2028, 1, 1, tzinfo=SEOUL).astimezone(UTC)
FOR_EVER: Final = FIRST + timedelta(days=800)

QUIET = Wishes(quiet=DailySpan(time(22, 15), time(6, 30)))


def year() -> Iterator[tuple[datetime, int]]:
    """Each minute, and how many there are since Seoul's midnight, counted and not asked for."""
    for number in range(MINUTES):
        yield FIRST + number * MINUTE, number % 1_440


def test_the_year_is_whole() -> None:
    """Leap day and year's end lie in it, at the hours that Seoul's clocks show."""
    noons = [moment.astimezone(SEOUL) for moment, minute in year() if minute == 720]

    assert len(noons) == 366
    assert {noon.hour for noon in noons} == {12}
    assert (2, 29) in {(noon.month, noon.day) for noon in noons}
    assert (noons[0].date().isoformat(), noons[-1].date().isoformat()) == (
        "2028-01-01",
        "2028-12-31",
    )


@pytest.mark.slow
def test_advertising_passes_from_eight_to_nine_in_the_evening_and_at_no_other_minute() -> None:
    coupon = replace(COUPON, expires_at=FOR_EVER)
    for now, minute in year():
        verdict = decide(coupon, SHOPPER, now)
        if 8 * 60 <= minute < 21 * 60:
            assert isinstance(verdict, Allow), now
        else:
            assert isinstance(verdict, Hold), now
            assert verdict.reason is Reason.NIGHT
            assert timedelta() < verdict.until - now <= timedelta(hours=11)
            assert (verdict.until - FIRST) % timedelta(days=1) == timedelta(hours=8)


@pytest.mark.slow
def test_quiet_hours_hold_news_and_nothing_but_news() -> None:
    news, sos = replace(NEWS, expires_at=FOR_EVER), replace(SOS, expires_at=FOR_EVER)
    sleeper = replace(MOTHER, wishes=QUIET)
    for now, minute in year():
        verdict = decide(news, sleeper, now)
        if 6 * 60 + 30 <= minute < 22 * 60 + 15:
            assert isinstance(verdict, Allow), now
        else:
            assert isinstance(verdict, Hold), now
            assert (verdict.until - FIRST) % timedelta(days=1) == timedelta(hours=6, minutes=30)
        assert decide(sos, sleeper, now) == Allow(with_position=True)


PERSONS: Final = [
    Receiver(
        belongs=belongs,
        consents=MOTHER.consents,
        age=age,
        opted_in_to_advertising=by_day,
        opted_in_to_nights=by_night,
        wishes=wishes,
    )
    for belongs, age, by_day, by_night, wishes in product(
        (True, False), AgeBand, (True, False), (True, False), (Wishes(), QUIET)
    )
]
"""Every profile of a city as far as it bears on the clock."""


@pytest.mark.parametrize("category", Category)
def test_every_profile_at_every_quarter_and_around_every_edge(category: Category) -> None:
    """At the minutes where a verdict may change, and beside them, on each day of the year."""
    content = Content(category=category, purpose=None, position_purpose=None, expires_at=FOR_EVER)
    edges = [0, 390, 480, 1260, 1335]
    minutes = sorted({(edge + by) % 1_440 for edge in edges for by in (-1, 0, 1)})
    for person, day, minute in product(PERSONS, range(0, 366, 5), minutes):
        verdict = decide(content, person, FIRST + day * timedelta(days=1) + minute * MINUTE)
        rings = isinstance(verdict, Allow) and bool(verdict.channels)
        assert rings == _rings(category, person, minute), (person, minute)


def _rings(category: Category, person: Receiver, minute: int) -> bool:
    """The law and the wishes once more, in other words."""
    if not person.belongs or category is Category.SAFETY:
        return person.belongs
    is_quiet = person.wishes == QUIET and not 390 <= minute < 1_335
    if category is not Category.ADVERTISING:
        return not is_quiet
    by_day = 480 <= minute < 1_260 or person.opted_in_to_nights
    may = person.opted_in_to_advertising and person.age is AgeBand.FROM_14
    return may and by_day and not is_quiet
