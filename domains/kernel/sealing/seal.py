"""Sealing what was committed since: a job, so that no commit waits for another."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.sealing.block import (
    NOTHING_BEFORE,
    Block,
    SealKey,
    digest_of_row,
    rows_hash_of,
)
from domains.kernel.sealing.blocks import add_block, ids_sealed_since, last_block
from domains.kernel.sealing.stream import LATENESS, Stream, first_id_at, moment_of

BLOCK_ROWS = 5_000
QUIET = timedelta(minutes=10)
"""After a quiet time an empty block is sealed, so that nothing is slipped into the silence."""

_FIRST = UUID(int=0)


async def seal_next(stream: Stream, *, key: SealKey, clock: Clock) -> Block | None:
    """Seal the rows that no block holds yet; None when there is nothing to seal now.

    Rows that commit late, behind ids that are sealed already, go into a later block. Of several
    sealers at once one works. Call again while blocks are full (`BLOCK_ROWS`).
    """
    async with in_transaction():
        if not await _our_turn(stream):
            return None
        last, now = await last_block(stream.name), clock.now()
        rows = await _fresh_rows(stream, last, now)
        if not rows and last is not None and now - last.until < QUIET:
            return None
        block = _block(stream, rows, last, until=_until(rows, last, now), key=key)
        await add_block(block, sealed_at=now)
        return block


async def _our_turn(stream: Stream) -> bool:
    found = await sql.fetch(
        "SELECT pg_try_advisory_xact_lock(hashtext($1)) AS ours", f"seal:{stream.name}"
    )
    return bool(found[0]["ours"])


async def _fresh_rows(stream: Stream, last: Block | None, now: datetime) -> list[Any]:
    if last is None:
        return await sql.fetch(stream.fresh, _FIRST, first_id_at(now), [], BLOCK_ROWS)
    begin = last.until - LATENESS
    known = await ids_sealed_since(stream.name, moment=begin)
    return await sql.fetch(stream.fresh, first_id_at(begin), first_id_at(now), known, BLOCK_ROWS)


def _until(rows: list[Any], last: Block | None, now: datetime) -> datetime:
    """A full block ends behind its last row: every id of a block is older than its end."""
    full = len(rows) == BLOCK_ROWS
    end = moment_of(rows[-1]["id"]) + timedelta(milliseconds=1) if full else now
    return end if last is None else max(end, last.until)


def _block(
    stream: Stream, rows: list[Any], last: Block | None, *, until: datetime, key: SealKey
) -> Block:
    ids = [row["id"] for row in rows]
    digests = b"".join(digest_of_row(stream, row, encoding=stream.encoding) for row in rows)
    return Block(
        stream=stream.name,
        number=1 if last is None else last.number + 1,
        previous=NOTHING_BEFORE if last is None else last.hash,
        since=None if last is None else last.until,
        until=until,
        encoding=stream.encoding,
        ids=ids,
        digests=digests,
        rows=len(ids),
        rows_hash=rows_hash_of(ids, digests),
        key_id=key.key_id,
    ).sealed(key)
