"""The statements of the key store. It knows wrapped keys only."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from domains.kernel.personal import KeysUnavailable
from infra.database import OUTAGES
from infra.keys.schema import CHANNEL
from infra.keys.wrapping import Wrapped


@dataclass(frozen=True, slots=True)
class StoredKey:
    """One version of one person's data key, wrapped; `newest` seals, the others only open."""

    owner_id: UUID
    version: int
    newest: bool
    wrapped: Wrapped


class KeyStore:
    """On connections of its own: a statement here never waits for a lock of the main database."""

    def __init__(self, pool: asyncpg.Pool, *, patience_s: float) -> None:
        self._pool = pool
        self._patience_s = patience_s

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        """One connection; raises KeysUnavailable when the store does not answer in time."""
        try:
            async with self._pool.acquire(timeout=self._patience_s) as connection:
                yield connection
        except (*OUTAGES, TimeoutError) as outage:
            raise KeysUnavailable from outage

    async def fetch(self, owner_ids: Sequence[UUID]) -> tuple[list[StoredKey], set[UUID]]:
        """The keys of these people, and those of them whose keys were destroyed."""
        async with self.connection() as connection:
            rows = await connection.fetch(_FETCH, list(owner_ids))
        gone = {row["owner_id"] for row in rows if row["gone"]}
        return [_stored(row) for row in rows if not row["gone"] and row["wrapped"]], gone

    async def make(self, drafts: Sequence[tuple[UUID, Wrapped]]) -> None:
        """First keys for those who have none; somebody else's, made meanwhile, is kept."""
        async with self.connection() as connection:
            await connection.execute(
                _MAKE,
                [owner for owner, _ in drafts],
                [wrapped.wrapping_id for _, wrapped in drafts],
                [wrapped.data for _, wrapped in drafts],
            )

    async def destroy(self, owner_ids: Sequence[UUID]) -> None:
        """Destroy every version, leave a tombstone, tell every process.

        Two statements: the first waits for whoever makes a key of theirs at this moment, so that
        the second sees it.
        """
        async with self.connection() as connection, connection.transaction():
            await connection.execute(_BURY, sorted(owner_ids))
            await connection.execute(
                "DELETE FROM keys.data_keys WHERE owner_id = ANY($1::uuid[])", list(owner_ids)
            )
            await connection.execute(
                "SELECT pg_notify($2, owner::text) FROM unnest($1::uuid[]) owner",
                list(owner_ids),
                CHANNEL,
            )


_FETCH = """
SELECT o.owner_id, o.destroyed_at IS NOT NULL AS gone, k.version, k.version = o.version AS newest,
       k.wrapping_id, k.wrapped
FROM keys.owners o LEFT JOIN keys.data_keys k USING (owner_id)
WHERE o.owner_id = ANY($1::uuid[])
"""

_MAKE = """
WITH new AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS n (owner_id, wrapping_id, wrapped)
), first AS (
    INSERT INTO keys.owners (owner_id, version)
    SELECT owner_id, 1 FROM new ORDER BY owner_id ON CONFLICT DO NOTHING
    RETURNING owner_id
)
INSERT INTO keys.data_keys (owner_id, version, wrapping_id, wrapped)
SELECT owner_id, 1, wrapping_id, wrapped FROM new JOIN first USING (owner_id)
"""

_BURY = """
INSERT INTO keys.owners (owner_id, version, destroyed_at)
SELECT owner_id, 0, now() FROM unnest($1::uuid[]) AS b (owner_id)
ON CONFLICT (owner_id) DO UPDATE
    SET destroyed_at = coalesce(keys.owners.destroyed_at, excluded.destroyed_at)
"""


def _stored(row: asyncpg.Record) -> StoredKey:
    return StoredKey(
        owner_id=row["owner_id"],
        version=row["version"],
        newest=row["newest"],
        wrapped=Wrapped(row["wrapping_id"], bytes(row["wrapped"])),
    )
