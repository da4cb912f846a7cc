"""Migration consent/0009: a suspension that stood already stops a new yes from then on."""

from datetime import timedelta
from importlib import import_module

import pytest

from domains.consent.models import Standing
from domains.consent.public import ProcessingSuspended, Purpose
from domains.governance.models import Suspension
from domains.kernel import sql

_, BACKFILL = import_module("domains.consent.migrations.0009_suspended").Migration.operations
"""The column is there already; what fills it runs again, as on a database from before."""


@pytest.fixture
def stood(years):
    """A suspension that began so many days ago, and was lifted or not."""

    async def write(person, *, days, lifted=False):
        now = years.clock.now()
        since = now - timedelta(days=days)
        await Suspension.create(
            id=years.ids.new(),
            subject_id=person,
            case_id=years.ids.new(),
            since=since,
            lifted_at=now if lifted else None,
        )
        return since

    return write


async def test_it_counts_from_its_beginning_and_what_was_agreed_to_stands(years, town, stood):
    person = await town.person("순자")
    await years.grant(person, person, Purpose.COMMUTE_BUS)
    since = await stood(person, days=9)
    await stood(person, days=3)
    await sql.execute(BACKFILL.sql)
    assert (await Standing.get(subject_id=person)).suspended_since == since
    assert await years.stands(person) == {Purpose.COMMUTE_BUS}
    refused = await years.grant(person, person, Purpose.COMMUTE_ALERTS)
    assert refused == ProcessingSuspended(since=since)


async def test_who_never_agreed_to_anything_is_suspended_too(years, town, stood):
    person = await town.person("순자")
    since = await stood(person, days=9)
    await sql.execute(BACKFILL.sql)
    assert await years.grant(person, person, Purpose.COMMUTE_BUS) == ProcessingSuspended(since)


async def test_one_that_was_lifted_stops_nothing(years, town, stood):
    person = await town.person("순자")
    await stood(person, days=9, lifted=True)
    await sql.execute(BACKFILL.sql)
    assert not await Standing.exists(subject_id=person)
