"""Sealing waits for nobody and makes nobody wait, and leaves out no row."""

import asyncio
from datetime import timedelta

import pytest
from tortoise.transactions import in_transaction

from domains.consent.public import LEDGER
from domains.kernel import sql
from domains.kernel.audit_stream import AUDIT
from domains.kernel.sealing.block import digest_of_row
from domains.kernel.sealing.lag import unsealed_for
from domains.kernel.sealing.seal import BLOCK_ROWS
from infra.database import LONGEST_TRANSACTION

MINUTE = timedelta(minutes=1)


async def test_a_row_that_commits_late_goes_into_a_later_block(archive):
    """Its id is older than ids that are sealed already."""
    begun, may_commit = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with in_transaction():
            await archive.happen("tests.slow")
            begun.set()
            await may_commit.wait()

    writing = asyncio.create_task(slow())
    await begun.wait()
    archive.clock.advance(MINUTE)
    await archive.happen("tests.quick")
    archive.clock.advance(MINUTE)
    first = await archive.seal()
    may_commit.set()
    await writing
    archive.clock.advance(MINUTE)
    second = await archive.seal()
    assert (first.rows, second.rows) == (1, 1)
    assert second.ids[0] < first.ids[0]
    assert await archive.findings() == []


async def test_of_two_sealers_at_once_each_row_gets_one_block(archive):
    for _ in range(20):
        await archive.happen()
    archive.clock.advance(MINUTE)
    blocks = await asyncio.gather(*(archive.seal() for _ in range(4)))
    assert sum(block.rows for block in blocks if block) == 20
    assert await archive.findings() == []


async def test_silence_is_sealed_too(archive):
    await archive.happen()
    archive.clock.advance(MINUTE)
    assert (await archive.seal()).rows == 1
    archive.clock.advance(MINUTE)
    assert await archive.seal() is None
    archive.clock.advance(timedelta(minutes=10))
    assert (await archive.seal()).rows == 0
    assert await archive.findings() == []


async def test_a_backlog_is_sealed_in_full_blocks(archive):
    await sql.execute(
        """
        INSERT INTO kernel.audit (id, at, action)
        SELECT kernel.first_uuid_of($1::timestamptz + n * interval '1 ms'), $1, 'a.b.c'
        FROM generate_series(1, $2) AS n
        """,
        archive.clock.now(),
        BLOCK_ROWS + 10,
    )
    archive.clock.advance(MINUTE)
    blocks = [await archive.seal(), await archive.seal(), await archive.seal()]
    assert [block and block.rows for block in blocks] == [BLOCK_ROWS, 10, None]
    assert await archive.findings() == []


async def test_how_long_rows_wait_is_known(archive):
    assert await unsealed_for(AUDIT, clock=archive.clock) == timedelta()
    await archive.happen()
    archive.clock.advance(MINUTE)
    assert await unsealed_for(AUDIT, clock=archive.clock) == MINUTE
    await archive.seal()
    assert await unsealed_for(AUDIT, clock=archive.clock) == timedelta()


async def test_heads_are_stored_hourly_and_never_twice(archive):
    for _ in range(25):
        await archive.happen()
        archive.clock.advance(timedelta(minutes=5))
        await archive.seal()
    assert len(await archive.objects.list("seals/audit/")) == 3


@pytest.mark.parametrize(("stream", "table"), [(AUDIT, "audit"), (LEDGER, "ledger")])
async def test_every_column_is_under_the_seal(database, stream, table):
    columns = await sql.fetch(
        "SELECT column_name AS name FROM information_schema.columns "
        "WHERE table_name = $1 AND table_schema IN ('kernel', 'consent')",
        table,
    )
    assert {row["name"] for row in columns} == set(stream.encodings[stream.encoding])


def test_an_encoding_never_changes_its_meaning():
    row = dict.fromkeys(AUDIT.encodings[1])
    assert digest_of_row(AUDIT, row, encoding=1).hex() == (
        "71ed2848cb0ded80e2fb8519e150ab8c45d47b4994af16592c2a711165bd208d"
    )


async def test_no_transaction_outlives_the_allowance_for_late_rows(database):
    (row,) = await sql.fetch("SHOW transaction_timeout")
    assert row["transaction_timeout"] == LONGEST_TRANSACTION
