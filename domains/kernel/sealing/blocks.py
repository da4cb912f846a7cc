"""Blocks as rows of the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domains.kernel import sql
from domains.kernel.sealing.block import Block


async def last_block(stream: str) -> Block | None:
    """The newest block, without its rows: what the next one stands on."""
    found = await sql.fetch(
        """
        SELECT stream, number, previous, since, until, encoding, '{}'::uuid[] AS ids,
               ''::bytea AS digests, rows, rows_hash, key_id, hash, signature
        FROM kernel.seal_blocks WHERE stream = $1 ORDER BY number DESC LIMIT 1
        """,
        stream,
    )
    return block_of(found[0]) if found else None


async def ids_sealed_since(stream: str, *, moment: datetime) -> list[UUID]:
    """Every id in the blocks that were sealed at `moment` or later."""
    found = await sql.fetch(
        """
        SELECT unnest(ids) AS id FROM kernel.seal_blocks
        WHERE stream = $1 AND until >= $2
        """,
        stream,
        moment,
    )
    return [row["id"] for row in found]


async def blocks_from(stream: str, *, number: int, limit: int) -> list[Block]:
    """Blocks in order from `number` on."""
    found = await sql.fetch(
        """
        SELECT stream, number, previous, since, until, encoding, ids, digests, rows, rows_hash,
               key_id, hash, signature
        FROM kernel.seal_blocks WHERE stream = $1 AND number >= $2 ORDER BY number LIMIT $3
        """,
        stream,
        number,
        limit,
    )
    return [block_of(row) for row in found]


async def number_at(stream: str, *, moment: datetime) -> int:
    """The first block that ends after `moment`; 1 where the chain begins later."""
    found = await sql.fetch(
        "SELECT min(number) AS number FROM kernel.seal_blocks WHERE stream = $1 AND until > $2",
        stream,
        moment,
    )
    return found[0]["number"] or 1


async def add_block(block: Block, *, sealed_at: datetime) -> None:
    """Append it; the primary key refuses a second block of the same number."""
    await sql.execute(
        """
        INSERT INTO kernel.seal_blocks
            (stream, number, previous, since, until, encoding, ids, digests, rows, rows_hash,
             key_id, hash, signature, sealed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        *_values(block),
        sealed_at,
    )


def block_of(row: Any) -> Block:
    return Block(
        stream=row["stream"],
        number=row["number"],
        previous=bytes(row["previous"]),
        since=row["since"],
        until=row["until"],
        encoding=row["encoding"],
        ids=tuple(row["ids"]),
        digests=bytes(row["digests"]),
        rows=row["rows"],
        rows_hash=bytes(row["rows_hash"]),
        key_id=row["key_id"],
        hash=bytes(row["hash"]),
        signature=bytes(row["signature"]),
    )


def _values(block: Block) -> Sequence[object]:
    return (
        block.stream,
        block.number,
        block.previous,
        block.since,
        block.until,
        block.encoding,
        list(block.ids),
        block.digests,
        block.rows,
        block.rows_hash,
        block.key_id,
        block.hash,
        block.signature,
    )
