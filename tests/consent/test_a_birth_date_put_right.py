"""A corrected birth date moves the day on which a guardian's word ends, and all that is told of it.

The correction, its event and what follows from it are the product's own.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from api.reactions import Reactions
from domains.commute.public import Retention
from domains.consent import public as consent
from domains.consent.public import NOBODY, Purpose
from domains.identity import public as identity
from domains.identity.public import Correction
from domains.kernel import outbox
from domains.kernel.clock import SEOUL, seoul_date
from infra.queue.consume import consume
from tests.builders.families import REGISTRY

ARRIVAL, BUS = Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_BUS


@pytest.fixture
def put_right(years):
    """The rights desk corrects, and what follows happens: offered twice, done once."""

    async def put(person, born: date) -> None:
        await identity.correct_person(
            REGISTRY,
            person_id=person,
            correction=Correction(birth_date=born),
            clock=years.clock,
            ids=years.ids,
        )
        reactions = Reactions(years.clock, years.ids, Retention(), NOBODY)
        while due := await outbox.claim_due(
            limit=50, lease=timedelta(seconds=30), clock=years.clock
        ):
            for _ in range(2):
                await consume(due, react=reactions.react, clock=years.clock)

    return put


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SEOUL)


@pytest.mark.parametrize("right", [date(2012, 5, 10), date(2012, 7, 8), date(2012, 9, 1)])
async def test_the_lapse_moves_with_the_birthday_and_is_told_by_the_right_one(
    years, home_of, put_right, right
):
    home = await home_of(date(2012, 6, 15))
    for purpose in (ARRIVAL, BUS):
        await years.grant(home.mother, home.child, purpose)
    await put_right(home.child, right)

    day = right.replace(year=2026)
    years.clock.set(midnight(day) - timedelta(seconds=1))
    assert await years.stands(home.child) == {ARRIVAL, BUS}
    years.clock.set(midnight(day))
    assert await years.stands(home.child) == frozenset()


async def test_notices_of_the_wrong_birthday_never_come(years, home_of, put_right):
    home = await home_of(date(2012, 6, 15))
    await years.grant(home.mother, home.child, ARRIVAL)
    await put_right(home.child, date(2012, 7, 8))
    await years.live_until(datetime(2026, 8, 1, tzinfo=UTC))

    coming = await years.said("consent.lapse_coming")
    assert [(seoul_date(c["said_at"]), c["day"]) for c in coming] == [
        (date(2026, 6, 8), "2026-07-08"),
        (date(2026, 7, 1), "2026-07-08"),
    ], "a week before the wrong day is a month before the right one"
    (lapsed,) = await years.said("consent.lapsed")
    assert seoul_date(lapsed["said_at"]) == date(2026, 7, 8)
    assert await consent.verify_standing() == []


async def test_who_was_fourteen_all_along_is_asked_at_once(years, home_of, put_right):
    home = await home_of(date(2012, 6, 15))
    await years.grant(home.mother, home.child, ARRIVAL)
    await put_right(home.child, date(2011, 6, 15))
    assert await years.stands(home.child) == frozenset()
    assert len(await years.said("consent.lapsed")) == 1
    assert (await years.ledger(home.child))[-2:] == [
        ("lapsed", "age", ARRIVAL),
        ("asked", "age", ARRIVAL),
    ]
    assert (await years.grant(home.child, home.child, ARRIVAL)).until is None
    assert await consent.verify_standing() == []


async def test_a_child_that_passed_for_fourteen_has_agreed_to_nothing(years, home_of, put_right):
    home = await home_of(date(2012, 3, 1))
    await years.grant(home.child, home.child, ARRIVAL)
    assert await years.stands(home.child) == {ARRIVAL}
    await put_right(home.child, date(2014, 3, 1))
    assert await years.stands(home.child) == frozenset()
    (expired,) = await years.said("consent.expired")
    assert (expired["purpose"], expired["because"]) == (ARRIVAL, "age")
    assert (await years.grant(home.mother, home.child, ARRIVAL)).until == midnight(date(2028, 3, 1))
    assert await consent.verify_standing() == []


async def test_a_term_that_ends_before_the_right_birthday_stays(years, home_of, put_right):
    home = await home_of(date(2012, 6, 15))
    term = datetime(2026, 4, 20, tzinfo=UTC)
    await years.grant(home.mother, home.child, ARRIVAL, expires_at=term)
    await put_right(home.child, date(2012, 5, 1))
    years.clock.set(term - timedelta(seconds=1))
    assert await years.stands(home.child) == {ARRIVAL}
    years.clock.set(term)
    assert await years.stands(home.child) == frozenset()


async def test_an_adults_word_is_not_touched(years, town, put_right):
    adult = await town.person("한민수", born=date(1990, 1, 1))
    await years.grant(adult, adult, Purpose.COMMERCE_ADVERTISING)
    before = await years.ledger(adult)
    await put_right(adult, date(1991, 1, 1))
    assert await years.ledger(adult) == before
