"""The chain's head in the object store: once there, nobody can cut or rewrite what is behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import orjson
from pydantic import TypeAdapter

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.object_store import ObjectStore
from domains.kernel.sealing.block import Block
from domains.kernel.sealing.blocks import blocks_from

HOW_OFTEN = timedelta(hours=1)
MOST_BLOCKS = 500
"""Blocks in one object."""

FOLDER = "seals"


@dataclass(frozen=True, slots=True)
class Head:
    """One stored object, told by its key alone: the blocks up to `number`, whose hash it names."""

    key: str
    number: int
    hash: bytes


async def anchor(stream: str, *, objects: ObjectStore, clock: Clock) -> Head | None:
    """Store the blocks since the last head, if it is time; None when it is not.

    The network stands between two short transactions. A crash before the second stores the same
    bytes under the same key again; an object is never overwritten.
    """
    now = clock.now()
    number, stored_at = await _last_head(stream)
    if stored_at is not None and now - stored_at < HOW_OFTEN:
        return None
    blocks = await blocks_from(stream, number=number + 1, limit=MOST_BLOCKS)
    if not blocks:
        return None
    head = _head(blocks)
    await objects.put_new(head.key, _written(blocks), content_type="application/json")
    await _remember(stream, head, now)
    return head


async def heads_stored(stream: str, objects: ObjectStore) -> list[Head]:
    """Every head in the object store, in the order of their numbers."""
    keys = await objects.list(f"{FOLDER}/{stream}/")
    return sorted((_read_key(key) for key in keys), key=lambda head: (head.number, head.key))


async def heads_remembered(stream: str) -> list[Head]:
    """Every head that the database says it has stored."""
    found = await sql.fetch(
        "SELECT number, key, hash FROM kernel.seal_heads WHERE stream = $1 ORDER BY number", stream
    )
    return [Head(row["key"], row["number"], bytes(row["hash"])) for row in found]


async def read_blocks(head: Head, objects: ObjectStore) -> list[Block]:
    """The blocks behind a head as they were; empty where the object is gone or no longer reads."""
    body = await objects.get(head.key)
    try:
        return [] if body is None else [_block_of(item) for item in orjson.loads(body)]
    except (ValueError, KeyError, TypeError):
        return []


async def _last_head(stream: str) -> tuple[int, datetime | None]:
    found = await sql.fetch(
        """
        SELECT number, stored_at FROM kernel.seal_heads
        WHERE stream = $1 ORDER BY number DESC LIMIT 1
        """,
        stream,
    )
    return (found[0]["number"], found[0]["stored_at"]) if found else (0, None)


async def _remember(stream: str, head: Head, now: datetime) -> None:
    await sql.execute(
        """
        INSERT INTO kernel.seal_heads (stream, number, key, hash, stored_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
        """,
        stream,
        head.number,
        head.key,
        head.hash,
        now,
    )


def _head(blocks: Sequence[Block]) -> Head:
    last = blocks[-1]
    day = f"{last.until:%Y/%m/%d}"
    key = f"{FOLDER}/{last.stream}/{day}/{last.number:010}-{last.hash.hex()}.json"
    return Head(key, last.number, last.hash)


def _read_key(key: str) -> Head:
    number, _, hashed = key.rpartition("/")[2].removesuffix(".json").partition("-")
    try:
        return Head(key, int(number), bytes.fromhex(hashed))
    except ValueError:
        return Head(key, 0, b"")


def _written(blocks: Sequence[Block]) -> bytes:
    return orjson.dumps([_plain(block) for block in blocks])


def _plain(block: Block) -> dict[str, object]:
    return {
        "stream": block.stream,
        "number": block.number,
        "previous": block.previous.hex(),
        "since": block.since,
        "until": block.until,
        "encoding": block.encoding,
        "ids": [row_id.hex for row_id in block.ids],
        "digests": block.digests.hex(),
        "rows": block.rows,
        "rows_hash": block.rows_hash.hex(),
        "key_id": block.key_id,
        "hash": block.hash.hex(),
        "signature": block.signature.hex(),
    }


_MOMENT = TypeAdapter(datetime)


def _block_of(item: dict[str, str]) -> Block:
    since = item["since"]
    return Block(
        stream=item["stream"],
        number=int(item["number"]),
        previous=bytes.fromhex(item["previous"]),
        since=None if since is None else _MOMENT.validate_python(since),
        until=_MOMENT.validate_python(item["until"]),
        encoding=int(item["encoding"]),
        ids=tuple(UUID(row_id) for row_id in item["ids"]),
        digests=bytes.fromhex(item["digests"]),
        rows=int(item["rows"]),
        rows_hash=bytes.fromhex(item["rows_hash"]),
        key_id=item["key_id"],
        hash=bytes.fromhex(item["hash"]),
        signature=bytes.fromhex(item["signature"]),
    )
