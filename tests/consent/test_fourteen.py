"""At fourteen a guardian's word ends, at that midnight, whoever works and whoever sleeps."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domains.consent import public as consent
from domains.consent.policy import own_word_from
from domains.consent.public import Act, ConsentMissing, Erased, Erasers, Grant, Purpose
from domains.kernel.actor import system_actor
from domains.kernel.clock import SEOUL, seoul_date

ARRIVAL, BUS = Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_BUS


@pytest.mark.parametrize(
    ("born", "day"),
    [
        (date(2012, 6, 15), date(2026, 6, 15)),
        (date(2012, 2, 29), date(2026, 3, 1)),
        (date(2014, 2, 28), date(2028, 2, 28)),
        (date(2014, 12, 31), date(2028, 12, 31)),
    ],
)
def test_the_own_word_begins_with_the_birthday_in_osan(born, day):
    midnight = datetime(day.year, day.month, day.day, tzinfo=SEOUL)
    assert own_word_from(born) == midnight


async def ask(years, child) -> Grant | ConsentMissing:
    return await consent.require(
        system_actor("tests"),
        subject_id=child,
        purpose=ARRIVAL,
        act=Act.COLLECT,
        clock=years.clock,
        ids=years.ids,
    )


async def test_the_last_second_counts_and_the_first_does_not_though_no_job_ran(years, home_of):
    home = await home_of(date(2012, 6, 15))
    granted = await years.grant(home.mother, home.child, ARRIVAL)
    midnight = datetime(2026, 6, 14, 15, tzinfo=UTC)
    assert granted.until == midnight

    years.clock.set(midnight - timedelta(seconds=1))
    assert isinstance(await ask(years, home.child), Grant)
    years.clock.set(midnight)
    assert isinstance(await ask(years, home.child), ConsentMissing)
    assert await years.stands(home.child) == frozenset()


async def test_the_family_is_told_a_month_and_a_week_before_and_the_child_is_asked(years, home_of):
    home = await home_of(date(2012, 6, 15))
    for purpose in (ARRIVAL, BUS):
        await years.grant(home.mother, home.child, purpose)

    await years.live_until(datetime(2026, 7, 1, tzinfo=UTC))

    coming = await years.said("consent.lapse_coming")
    assert [(seoul_date(c["said_at"]), c["days"], c["day"]) for c in coming] == [
        (date(2026, 5, 16), 30, "2026-06-15"),
        (date(2026, 6, 8), 7, "2026-06-15"),
    ]
    assert [sorted(c["purposes"]) for c in coming] == [[ARRIVAL, BUS]] * 2
    (lapsed,) = await years.said("consent.lapsed")
    assert seoul_date(lapsed["said_at"]) == date(2026, 6, 15)
    assert sorted(lapsed["purposes"]) == [ARRIVAL, BUS]
    assert (await years.ledger(home.child))[2:] == [
        ("lapsed", "age", ARRIVAL),
        ("lapsed", "age", BUS),
        ("asked", "age", ARRIVAL),
        ("asked", "age", BUS),
    ]
    assert await consent.verify_standing() == []


async def test_what_was_held_goes_with_the_lapse_and_leaves_its_proof(years, home_of):
    gone = []

    async def erase(subject, purpose, at):
        gone.append((subject, purpose, at))
        return [Erased("tests.things", 3)]

    years.erasers = Erasers({ARRIVAL: erase})
    home = await home_of(date(2012, 6, 15))
    await years.grant(home.mother, home.child, ARRIVAL)
    await years.live_until(datetime(2026, 6, 15, 3, tzinfo=UTC))

    assert [(subject, purpose) for subject, purpose, _ in gone] == [(home.child, ARRIVAL)]
    (case,) = await consent.show_erasures(
        consent_actor(home.child),
        subject_id=home.child,
        limit=5,
        before=None,
        clock=years.clock,
        ids=years.ids,
    )
    assert (case.action, case.parts[0].erased) == ("lapsed", [Erased("tests.things", 3)])


def consent_actor(person):
    from domains.kernel.actor import Actor

    return Actor(person_id=person)


async def test_a_yes_of_the_child_at_one_past_midnight_ends_the_mothers_first(years, home_of):
    gone = []

    async def erase(subject, purpose, at):
        gone.append(purpose)
        return []

    years.erasers = Erasers({ARRIVAL: erase})
    home = await home_of(date(2012, 6, 15))
    await years.grant(home.mother, home.child, ARRIVAL)
    years.clock.set(datetime(2026, 6, 14, 15, 1, tzinfo=UTC))

    granted = await years.grant(home.child, home.child, ARRIVAL)

    assert (granted.changed, granted.until) == (True, None)
    assert gone == [ARRIVAL]
    assert [word[0] for word in await years.ledger(home.child)] == [
        "granted",
        "lapsed",
        "asked",
        "granted",
    ]
    await years.work()
    assert await years.stands(home.child) == {ARRIVAL}


async def test_who_is_almost_fourteen_is_told_once_if_a_week_is_left(years, home_of):
    home = await home_of(date(2012, 3, 20))
    await years.grant(home.mother, home.child, ARRIVAL)
    await years.live_until(datetime(2026, 4, 1, tzinfo=UTC))
    assert [c["days"] for c in await years.said("consent.lapse_coming")] == [7]


async def test_a_worker_that_slept_a_month_tells_the_nearer_day_only(years, home_of):
    home = await home_of(date(2012, 6, 15))
    await years.grant(home.mother, home.child, ARRIVAL)
    years.clock.set(datetime(2026, 6, 12, 3, tzinfo=UTC))
    await years.work()
    assert [c["days"] for c in await years.said("consent.lapse_coming")] == [3]


async def test_nothing_is_told_of_what_was_withdrawn_meanwhile(years, home_of):
    home = await home_of(date(2012, 6, 15))
    await years.grant(home.mother, home.child, ARRIVAL)
    await years.withdraw(home.mother, home.child, ARRIVAL)
    await years.live_until(datetime(2026, 7, 1, tzinfo=UTC), step=timedelta(days=1))
    assert await years.said("consent.lapse_coming") == []
    assert await years.said("consent.lapsed") == []
