"""The record of location uses: a month is opened ahead, dropped when old, and never too early."""

from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest

from domains.consent import public as consent
from domains.consent.public import Act, Purpose, UseFilter
from domains.kernel import sql
from domains.kernel.actor import Actor, system_actor

ARRIVAL, ALERTS = Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_ALERTS

OPEN = "SELECT consent.open_location_uses($1)"


@pytest.fixture
async def home(years, home_of):
    home = await home_of(date(2017, 2, 10))
    for purpose in (ARRIVAL, ALERTS):
        await years.grant(home.mother, home.child, purpose)
    return home


async def use(years, home, purpose=ARRIVAL, act=Act.COLLECT, by=None) -> None:
    await consent.require(
        by or system_actor("tests"),
        subject_id=home.child,
        purpose=purpose,
        act=act,
        receiver_id=by.person_id if by else None,
        clock=years.clock,
        ids=years.ids,
    )


@pytest.fixture
async def owner(database, settings):
    """Who opens any month: the application may open the coming ones alone."""
    connection = await asyncpg.connect(settings.database.owner_url)
    yield connection
    await connection.close()


async def tables() -> dict[str, int]:
    rows = await sql.fetch(
        "SELECT tableoid::regclass::text AS name, count(*) AS n"
        " FROM consent.location_uses GROUP BY 1"
    )
    return {row["name"]: row["n"] for row in rows}


async def test_no_use_is_lost_in_a_month_that_nobody_opened_and_opening_takes_it_in(
    years, home, owner
):
    years.clock.set(datetime(2024, 2, 29, 12, tzinfo=UTC))
    await use(years, home)
    assert await tables() == {"consent.location_uses_default": 1}
    await owner.execute(OPEN, years.clock.now())
    assert await tables() == {"consent.location_uses_202402": 1}
    await owner.execute(OPEN, years.clock.now())
    await sql.fetch("SELECT consent.drop_location_uses('2024-09-01+00')")


async def test_a_month_goes_whole_when_its_last_record_is_six_months_old(years, home, owner):
    years.clock.set(datetime(2024, 1, 10, tzinfo=UTC))
    await owner.execute(OPEN, years.clock.now())
    await use(years, home)
    years.clock.set(datetime(2024, 7, 31, tzinfo=UTC))
    await consent.turn_months(clock=years.clock)
    assert await tables() == {"consent.location_uses_202401": 1}
    years.clock.set(datetime(2024, 8, 1, tzinfo=UTC))
    assert await consent.turn_months(clock=years.clock) >= 1
    assert await tables() == {}


async def test_the_database_drops_nothing_younger_whatever_it_is_told(years, home):
    for younger in ("now()", "now() - interval '5 months 29 days'", "NULL"):
        with pytest.raises(asyncpg.RestrictViolationError):
            await sql.fetch(f"SELECT consent.drop_location_uses({younger})")


async def test_a_clock_in_the_future_neither_drops_nor_fails(years, home):
    await use(years, home)
    years.clock.set(datetime.now(UTC) + timedelta(days=3000))
    await consent.turn_months(clock=years.clock)


async def months() -> set[str]:
    rows = await sql.fetch(
        "SELECT inhrelid::regclass::text AS name FROM pg_inherits "
        "WHERE inhparent = 'consent.location_uses'::regclass"
    )
    return {row["name"] for row in rows}


@pytest.mark.parametrize("month", ["1970-01-01", "2020-02-02", "2100-01-01", "infinity"])
async def test_the_application_opens_no_month_of_long_ago_or_far_ahead(database, month):
    before = await months()
    rows = await sql.fetch(f"SELECT consent.open_location_uses('{month}') AS opened")
    assert rows[0]["opened"] is False
    assert await months() == before


async def test_the_application_opens_this_month_and_three_ahead(years):
    years.clock.set(datetime.now(UTC))
    await consent.turn_months(clock=years.clock)
    near = await sql.fetch(
        "SELECT to_char(now() AT TIME ZONE 'UTC' + make_interval(months => n), 'YYYYMM') AS month "
        "FROM generate_series(0, 3) AS n"
    )
    assert {f"consent.location_uses_{row['month']}" for row in near} <= await months()


async def test_who_looked_is_found_by_act_purpose_and_period(years, home):
    await use(years, home)
    years.clock.advance(timedelta(days=1))
    await use(years, home, ALERTS, Act.PROVIDE, Actor(person_id=home.mother))
    found = {
        UseFilter(act=Act.PROVIDE): [(ALERTS,)],
        UseFilter(purpose=ARRIVAL): [(ARRIVAL,)],
        UseFilter(since=years.clock.now()): [(ALERTS,)],
        UseFilter(until=years.clock.now()): [(ARRIVAL,)],
        UseFilter(): [(ALERTS,), (ARRIVAL,)],
    }
    for wanted, purposes in found.items():
        uses = await consent.location_uses_of(home.child, limit=9, before=None, wanted=wanted)
        assert [one.purposes for one in uses] == purposes
