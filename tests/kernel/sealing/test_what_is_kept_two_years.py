"""Months are dropped when the law wants them no more, never sooner, never unsealed."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from domains.kernel import sql
from domains.kernel.audit_stream import AUDIT
from domains.kernel.models import AuditEntry
from domains.kernel.sealing.blocks import blocks_from

LONG_AGO = datetime(2023, 5, 20, tzinfo=UTC)
"""More than two years before any day on which this test can run."""

OPEN = "SELECT kernel.open_audit_months($1, $2)"


@pytest.fixture
async def old(archive, settings):
    """A May and a June of long ago, sealed; only May is over for good in the test's eyes."""
    archive.clock.set(LONG_AGO)
    owner = await asyncpg.connect(settings.database.owner_url)
    await owner.execute(OPEN, LONG_AGO, LONG_AGO + timedelta(days=31))
    await owner.close()
    for _ in range(4):
        for _ in range(3):
            await archive.happen()
            archive.clock.advance(timedelta(minutes=1))
        await archive.seal()
        archive.clock.advance(timedelta(days=5))
    yield archive
    owner = await asyncpg.connect(
        settings.database.owner_url, server_settings={"session_replication_role": "replica"}
    )
    await owner.execute("DROP TABLE IF EXISTS kernel.audit_202305, kernel.audit_202306")
    await owner.close()


async def open_months(first: datetime, last: datetime) -> int:
    rows = await sql.fetch(f"{OPEN} AS n", first, last)
    return rows[0]["n"]


async def drop(before: datetime) -> int:
    rows = await sql.fetch("SELECT kernel.drop_audit_months($1) AS n", before)
    return rows[0]["n"]


async def test_nobody_drops_what_is_younger_than_two_years(old):
    for before in (datetime.now(UTC) - timedelta(days=729), datetime.now(UTC), None):
        with pytest.raises(asyncpg.RestrictViolationError):
            await drop(before)
    assert await AuditEntry.all().count() == 12


async def test_a_month_that_is_over_goes_and_the_chain_still_verifies(old):
    assert await drop(datetime(2023, 6, 10, tzinfo=UTC)) == 1
    left = await AuditEntry.all().order_by("id")
    assert {entry.at.month for entry in left} == {6}
    assert [len(block.ids) for block in await blocks_from(AUDIT.name, number=1, limit=9)][:2] == [
        0,
        0,
    ]
    old.clock.set(datetime(2026, 1, 1, tzinfo=UTC))
    assert await old.findings() == []


async def test_a_month_whose_seals_are_not_stored_yet_stays(archive, old, settings):
    owner = await asyncpg.connect(
        settings.database.owner_url, server_settings={"session_replication_role": "replica"}
    )
    await owner.execute("DELETE FROM kernel.seal_heads")
    await owner.close()
    assert await drop(datetime(2023, 6, 10, tzinfo=UTC)) == 0
    assert await AuditEntry.all().count() == 12


async def test_before_two_years_a_missing_month_is_a_removal(old):
    old.clock.set(LONG_AGO + timedelta(days=400))
    assert await drop(datetime(2023, 6, 10, tzinfo=UTC)) == 1
    assert len(await old.findings()) > 0


async def test_a_trace_outside_prepared_months_is_kept_all_the_same(archive):
    archive.clock.set(datetime(2040, 1, 1, tzinfo=UTC))
    await archive.happen()
    assert await AuditEntry.all().count() == 1


async def months() -> set[str]:
    rows = await sql.fetch(
        "SELECT inhrelid::regclass::text AS name FROM pg_inherits "
        "WHERE inhparent = 'kernel.audit'::regclass"
    )
    return {row["name"] for row in rows}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)),
        (datetime(2100, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)),
    ],
)
async def test_the_application_opens_no_month_of_long_ago_or_far_ahead(archive, first, last):
    before = await months()
    assert await open_months(first, last) == 0
    assert await months() == before


async def test_the_application_opens_the_months_just_ahead(archive):
    await open_months(datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC))
    near = datetime.now(UTC)
    assert f"kernel.audit_{near:%Y%m}" in await months()
    assert len(await months()) <= 5, "this month, three ahead, and the default one"
