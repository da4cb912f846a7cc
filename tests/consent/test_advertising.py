"""정보통신망법 §50: results within fourteen days, a question every two years, silence keeps."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domains.consent import public as consent
from domains.consent.advertising import next_question
from domains.consent.public import NothingToReconfirm, NotYoursToDecide, Purpose, Reconfirmed
from domains.kernel.clock import SEOUL, seoul_date

ADS, NIGHT = Purpose.COMMERCE_ADVERTISING, Purpose.COMMERCE_ADVERTISING_NIGHT
TWO_YEARS = datetime(2028, 3, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "after", "asked"),
    [
        (date(2024, 3, 15), date(2024, 3, 15), date(2026, 3, 15)),
        (date(2024, 2, 29), date(2024, 2, 29), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2026, 3, 1), date(2028, 2, 29)),
        (date(2024, 12, 31), date(2027, 1, 1), date(2028, 12, 31)),
    ],
)
def test_the_question_comes_every_two_years_from_the_day_of_the_yes(given, after, asked):
    def noon(day: date) -> datetime:
        return datetime(day.year, day.month, day.day, 12, tzinfo=SEOUL)

    due = next_question(noon(given), after=noon(after))
    assert (due.date(), due.hour) == (asked, 10)


@pytest.fixture
async def hana(town):
    return await town.person("김하나")


async def test_a_yes_and_a_no_are_answered_and_each_is_its_own(years, hana):
    await years.grant(hana, hana, ADS)
    await years.grant(hana, hana, NIGHT)
    await years.withdraw(hana, hana, NIGHT)
    notices = await years.said("consent.result_notice_due")
    assert [(n["purpose"], n["granted"], n["notify_by"]) for n in notices] == [
        (ADS, True, "2026-03-17"),
        (NIGHT, True, "2026-03-17"),
        (NIGHT, False, "2026-03-17"),
    ]
    assert await years.stands(hana) == {ADS}


async def test_what_is_no_advertising_has_no_result_notice_and_no_question(years, town):
    mina = await town.person("민아", born=date(2017, 2, 10))
    mother = await town.parent_of(mina, "김하나")
    await years.grant(mother, mina, Purpose.COMMUTE_ARRIVAL)
    await years.live_until(TWO_YEARS + timedelta(days=40), step=timedelta(days=30))
    assert await years.said("consent.result_notice_due") == []
    assert await years.said("consent.reconfirmation_due") == []


async def test_silence_keeps_it_and_the_question_comes_again(years, hana):
    await years.grant(hana, hana, ADS)
    for year in (2028, 2030):
        await years.live_until(datetime(year, 2, 20, 23, tzinfo=UTC), step=timedelta(days=30))
        await years.live_until(datetime(year, 5, 1, tzinfo=UTC), step=timedelta(days=1))
    asked = await years.said("consent.reconfirmation_due")
    assert [(seoul_date(a["said_at"]), a["since"]) for a in asked] == [
        (date(2028, 3, 4), "2026-03-03"),
        (date(2030, 3, 4), "2026-03-03"),
    ]
    assert [word[:2] for word in await years.ledger(hana)] == [
        ("granted", None),
        ("asked", None),
        ("reconfirmed", "silence"),
        ("asked", None),
        ("reconfirmed", "silence"),
    ]
    assert await years.stands(hana) == {ADS}
    assert await consent.verify_standing() == []


async def test_the_question_comes_on_the_very_day_when_the_jobs_run_each_hour(years, hana):
    await years.grant(hana, hana, ADS)
    years.clock.set(datetime(2028, 3, 2, 23, tzinfo=UTC))
    await years.live_until(TWO_YEARS, step=timedelta(hours=1))
    (asked,) = await years.said("consent.reconfirmation_due")
    assert seoul_date(asked["said_at"]) == date(2028, 3, 3)


async def test_a_yes_keeps_it_and_silence_says_no_more(years, hana):
    await years.grant(hana, hana, ADS)
    years.clock.set(TWO_YEARS)
    await years.work()
    kept = await years.answer(hana, hana, ADS, keep=True)
    assert kept == Reconfirmed(ADS, stands=True)
    await years.live_until(TWO_YEARS + timedelta(days=60), step=timedelta(days=10))
    assert [word[:2] for word in await years.ledger(hana)][2:] == [("reconfirmed", "yes")]


async def test_a_no_ends_it(years, hana):
    await years.grant(hana, hana, ADS)
    years.clock.set(TWO_YEARS)
    await years.work()
    assert await years.answer(hana, hana, ADS, keep=False) == Reconfirmed(ADS, stands=False)
    assert await years.stands(hana) == frozenset()
    assert [n["granted"] for n in await years.said("consent.result_notice_due")] == [True, False]
    await years.live_until(TWO_YEARS + timedelta(days=800), step=timedelta(days=50))
    assert len(await years.said("consent.reconfirmation_due")) == 1


async def test_nobody_answers_what_was_not_asked_nor_for_others(years, hana, town):
    await years.grant(hana, hana, ADS)
    assert await years.answer(hana, hana, ADS, keep=True) == NothingToReconfirm()
    years.clock.set(TWO_YEARS)
    await years.work()
    stranger = await town.person("낯선이")
    assert await years.answer(stranger, hana, ADS, keep=False) == NotYoursToDecide()
    assert await years.stands(hana) == {ADS}
