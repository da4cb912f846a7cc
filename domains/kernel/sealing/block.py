"""One block of the chain, and what its hash covers; pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, Self
from uuid import UUID

import orjson

from domains.kernel.sealing.stream import Stream, microseconds

DIGEST_BYTES = 32
NOTHING_BEFORE = bytes(DIGEST_BYTES)
"""What the first block names as the hash before it."""


class SealKey(Protocol):
    """Signs blocks. Its secret half is in no database."""

    @property
    def key_id(self) -> str:
        """Names the key that signs now."""

    def sign(self, message: bytes) -> bytes: ...

    def holds(self, message: bytes, *, signature: bytes, key_id: str) -> bool:
        """Whether the key of that name, of today or of before, signed this."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows in the order of their ids, one digest each; never a payload.

    `since` and `until` bound the time of sealing: every row whose id was made before
    `until - LATENESS` is in this block or in one before it.
    """

    stream: str
    number: int
    previous: bytes
    since: datetime | None
    until: datetime
    encoding: int
    ids: Sequence[UUID]
    digests: bytes
    rows: int
    rows_hash: bytes
    key_id: str
    hash: bytes = b""
    signature: bytes = b""

    def sealed(self, key: SealKey) -> Self:
        """With its hash and its signature."""
        hashed = hash_of(self)
        return replace(self, hash=hashed, signature=key.sign(hashed))

    def digest_of(self, index: int) -> bytes:
        return self.digests[index * DIGEST_BYTES : (index + 1) * DIGEST_BYTES]


def digest_of_row(stream: Stream, row: Mapping[str, object], *, encoding: int) -> bytes:
    """SHA-256 over every column that the encoding covers, by name, in one unambiguous form.

    Empty for an encoding that we never wrote: it fits no row.
    """
    if encoding not in stream.encodings:
        return b""
    covered = [_plain(row[column]) for column in stream.encodings[encoding]]
    return hashlib.sha256(orjson.dumps([stream.name, encoding, *covered])).digest()


def rows_hash_of(ids: Sequence[UUID], digests: bytes) -> bytes:
    """Over the list of rows: which, in which order, and what they say."""
    running = hashlib.sha256(b"".join(row_id.bytes for row_id in ids))
    running.update(digests)
    return running.digest()


def hash_of(block: Block) -> bytes:
    """Over the block's place in the chain and its rows; the signature is over this."""
    covered = [
        "osan-talk block",
        block.stream,
        block.number,
        block.previous.hex(),
        None if block.since is None else microseconds(block.since),
        microseconds(block.until),
        block.encoding,
        block.rows,
        block.rows_hash.hex(),
        block.key_id,
    ]
    return hashlib.sha256(orjson.dumps(covered)).digest()


def _plain(value: object) -> object:
    match value:
        case datetime():
            return microseconds(value)
        case bytes():
            return value.hex()
        case UUID():
            return value.hex
        case None | bool() | int() | float() | str():
            return value
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return str(value)
