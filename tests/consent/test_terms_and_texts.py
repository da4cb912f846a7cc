"""Consents for a time, and consents to a text that changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose, TermOver, TextVersion
from domains.kernel.clock import SEOUL, seoul_date
from domains.kernel.text import Catalogue, Locale

ARRIVAL = Purpose.COMMUTE_ARRIVAL
LATER = datetime(2026, 5, 1, 3, tzinfo=UTC)
SECOND_DAY = date(2026, 4, 1)
UNTIL = datetime(2026, 5, 1, tzinfo=SEOUL)


@pytest.fixture
async def mina_and_hana(town):
    mina = await town.person("민아", born=date(2017, 2, 10))
    return mina, await town.parent_of(mina, "김하나")


async def test_a_consent_for_a_time_ends_at_its_moment_and_then_in_the_books(years, mina_and_hana):
    mina, hana = mina_and_hana
    granted = await years.grant(hana, mina, ARRIVAL, expires_at=LATER)
    assert granted.until == LATER
    years.clock.set(LATER)
    assert await years.stands(mina) == frozenset()
    await years.work()
    await years.work()
    (expired,) = await years.said("consent.expired")
    assert (expired["purpose"], expired["because"]) == (ARRIVAL, "term")
    assert (await years.ledger(mina))[-1] == ("expired", "term", ARRIVAL)
    assert await consent.verify_standing() == []


async def test_a_term_that_is_over_is_no_consent(years, mina_and_hana):
    mina, hana = mina_and_hana
    assert await years.grant(hana, mina, ARRIVAL, expires_at=years.clock.now()) == TermOver()
    assert await years.ledger(mina) == []


def reword(monkeypatch, text: TextVersion) -> None:
    """A second text of one purpose, as the next release would declare it."""
    terms = CATALOGUE[ARRIVAL]
    words = Catalogue(Path(__file__).parent / "second_text")
    second = replace(terms, versions=(*terms.versions, text), words=words)
    monkeypatch.setitem(CATALOGUE, ARRIVAL, second)


async def test_an_editorial_change_asks_nobody(years, mina_and_hana, monkeypatch):
    mina, hana = mina_and_hana
    await years.grant(hana, mina, ARRIVAL)
    reword(monkeypatch, TextVersion(2, SECOND_DAY, material=False))
    await years.live_until(LATER, step=timedelta(days=5))
    assert await years.said("consent.asked") == []
    assert await years.stands(mina) == {ARRIVAL}


async def test_a_material_change_asks_once_and_ends_on_the_stated_date(
    years, mina_and_hana, monkeypatch
):
    mina, hana = mina_and_hana
    await years.grant(hana, mina, ARRIVAL)
    reword(monkeypatch, TextVersion(2, SECOND_DAY, older_stand_until=UNTIL))

    [view] = [v for v in await views(years, mina) if v.terms.purpose is ARRIVAL]
    assert (view.stands, view.version, view.ask_again, view.until) == (True, 1, True, UNTIL)

    await years.live_until(UNTIL - timedelta(seconds=1), step=timedelta(days=5))
    assert await years.stands(mina) == {ARRIVAL}
    await years.live_until(UNTIL)
    assert await years.stands(mina) == frozenset()
    (asked,) = await years.said("consent.asked")
    assert (asked["text_version"], asked["purpose"]) == (2, ARRIVAL)
    (expired,) = await years.said("consent.expired")
    assert (expired["because"], seoul_date(expired["said_at"])) == ("text", date(2026, 5, 1))
    assert [word[:2] for word in await years.ledger(mina)] == [
        ("granted", "age"),
        ("asked", "text"),
        ("expired", "text"),
    ]
    assert await consent.verify_standing() == []


async def test_who_answers_in_time_is_not_interrupted(years, mina_and_hana, monkeypatch):
    mina, hana = mina_and_hana
    await years.grant(hana, mina, ARRIVAL)
    reword(monkeypatch, TextVersion(2, SECOND_DAY, older_stand_until=UNTIL))
    await years.work()
    granted = await years.grant(hana, mina, ARRIVAL)
    assert (granted.changed, seoul_date(granted.until)) == (False, date(2031, 2, 10))
    await years.live_until(UNTIL + timedelta(days=1), step=timedelta(days=5))
    assert await years.stands(mina) == {ARRIVAL}
    assert await years.said("consent.expired") == []


async def test_without_a_date_a_material_change_ends_reliance_though_no_job_ran(
    years, mina_and_hana, monkeypatch
):
    mina, hana = mina_and_hana
    await years.grant(hana, mina, ARRIVAL)
    years.clock.set(LATER)
    reword(monkeypatch, TextVersion(2, SECOND_DAY))
    assert await years.stands(mina) == frozenset()
    await years.work()
    assert [word[0] for word in await years.ledger(mina)] == ["granted", "asked", "expired"]


async def test_the_old_text_stays_readable(monkeypatch):
    reword(monkeypatch, TextVersion(2, SECOND_DAY))
    first, second = (consent.wording(ARRIVAL, Locale.EN, version=n) for n in (1, 2))
    assert first != second == consent.wording(ARRIVAL, Locale.EN)


async def views(years, subject):
    return await consent.purposes_of(subject, locale=Locale.EN, at=years.clock.now())


async def test_nobody_is_asked_about_a_consent_that_ended_while_no_worker_lived(
    years, mina_and_hana, monkeypatch
):
    mina, hana = mina_and_hana
    await years.grant(hana, mina, ARRIVAL, expires_at=datetime(2026, 4, 1, tzinfo=SEOUL))
    reword(monkeypatch, TextVersion(2, SECOND_DAY, older_stand_until=UNTIL))
    years.clock.set(datetime(2026, 4, 1, 12, tzinfo=SEOUL))
    await years.work()
    assert await years.said("consent.asked") == []
    (expired,) = await years.said("consent.expired")
    assert expired["because"] == "term"
