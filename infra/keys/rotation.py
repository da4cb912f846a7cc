"""The statements of a rotation: which keys are old, what was reached, what may go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
import orjson

from infra.keys.schema import CHANNEL
from infra.keys.store import KeyStore, StoredKey
from infra.keys.wrapping import Wrapped

DATA = "data"

Rewrap = Callable[[StoredKey], Wrapped]
WrapNew = Callable[[UUID, int], Wrapped]


@dataclass(frozen=True, slots=True)
class Rotation:
    """One rotation of data keys; `reached` has the last key looked at, by column."""

    id: int
    started_at: datetime
    reached: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeyCounts:
    """How many keys there are: by key-encryption key, retired ones, tombstones."""

    people: int
    by_wrapping: Mapping[str, int]
    retired: int
    destroyed: int


async def rewrap_batch(store: KeyStore, *, newest: str, rewrap: Rewrap, limit: int) -> int:
    """Wrap a batch of data keys anew; how many. Nobody waits: a wrapped key is read whole."""
    async with store.connection() as connection, connection.transaction():
        rows = await connection.fetch(_OLD_WRAPPINGS, newest, limit)
        anew = [rewrap(_stored(row)) for row in rows]
        await connection.execute(
            _REWRAP,
            [row["owner_id"] for row in rows],
            [row["version"] for row in rows],
            [wrapped.wrapping_id for wrapped in anew],
            [wrapped.data for wrapped in anew],
        )
    return len(rows)


async def begin(store: KeyStore) -> Rotation:
    """The rotation under way, or a new one: a killed one is taken up where it was."""
    async with store.connection() as connection:
        await connection.execute(
            "INSERT INTO keys.rotations (kind) VALUES ($1) ON CONFLICT DO NOTHING", DATA
        )
        row = await connection.fetchrow(_OPEN_ROTATION, DATA)
    return Rotation(row["id"], row["started_at"], orjson.loads(row["reached"]))


async def under_way(store: KeyStore) -> Rotation | None:
    async with store.connection() as connection:
        row = await connection.fetchrow(_OPEN_ROTATION, DATA)
    return row and Rotation(row["id"], row["started_at"], orjson.loads(row["reached"]))


async def note(store: KeyStore, rotation: Rotation, *, column: str, reached: UUID | None) -> None:
    """Remember how far a column is done; `reached` None is all of it."""
    async with store.connection() as connection:
        await connection.execute(
            "UPDATE keys.rotations SET reached = reached || $2::jsonb WHERE id = $1",
            rotation.id,
            orjson.dumps({column: str(reached) if reached else "done"}).decode(),
        )


async def add_versions(
    store: KeyStore, *, before: datetime, wrap: WrapNew, limit: int
) -> Sequence[UUID]:
    """A new data key for a batch of those whose newest is older; whose they are."""
    async with store.connection() as connection, connection.transaction():
        rows = await connection.fetch(_OLD_KEYS, before, limit)
        drafts = [(row["owner_id"], row["version"] + 1) for row in rows]
        wrapped = [wrap(owner, version) for owner, version in drafts]
        await connection.execute(
            _ADD_VERSIONS,
            [owner for owner, _ in drafts],
            [version for _, version in drafts],
            [one.wrapping_id for one in wrapped],
            [one.data for one in wrapped],
        )
        if drafts:
            await connection.execute("SELECT pg_notify($1, 'all')", CHANNEL)
    return [owner for owner, _ in drafts]


async def finish(store: KeyStore, rotation: Rotation) -> None:
    """Older versions are retired: they open what lies in backups, and seal nothing."""
    async with store.connection() as connection, connection.transaction():
        await connection.execute(_RETIRE)
        await connection.execute(
            "UPDATE keys.rotations SET finished_at = now() WHERE id = $1", rotation.id
        )


async def drop_retired(store: KeyStore, *, before: datetime, in_use: set[tuple[UUID, int]]) -> int:
    """Destroy retired versions that nothing needs any more: no row, and no backup so old."""
    async with store.connection() as connection:
        rows = await connection.fetch(
            "SELECT owner_id, version FROM keys.data_keys WHERE retired_at < $1", before
        )
        idle = [row for row in rows if (row["owner_id"], row["version"]) not in in_use]
        await connection.execute(
            """
            DELETE FROM keys.data_keys k USING unnest($1::uuid[], $2::int[]) AS d (owner, version)
            WHERE k.owner_id = d.owner AND k.version = d.version AND k.retired_at IS NOT NULL
            """,
            [row["owner_id"] for row in idle],
            [row["version"] for row in idle],
        )
    return len(idle)


async def count_keys(store: KeyStore) -> KeyCounts:
    async with store.connection() as connection:
        wrapped = await connection.fetch(
            "SELECT wrapping_id, count(*) AS n FROM keys.data_keys GROUP BY 1 ORDER BY 1"
        )
        row = await connection.fetchrow(_COUNTS)
    by_wrapping = {each["wrapping_id"]: each["n"] for each in wrapped}
    return KeyCounts(row["people"], by_wrapping, row["retired"], row["destroyed"])


_OLD_WRAPPINGS = """
SELECT owner_id, version, wrapping_id, wrapped, false AS newest FROM keys.data_keys
WHERE wrapping_id <> $1 LIMIT $2 FOR UPDATE SKIP LOCKED
"""

_REWRAP = """
UPDATE keys.data_keys k SET wrapping_id = n.wrapping_id, wrapped = n.wrapped
FROM unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[])
    AS n (owner_id, version, wrapping_id, wrapped)
WHERE k.owner_id = n.owner_id AND k.version = n.version
"""

_OPEN_ROTATION = """
SELECT id, started_at, reached::text AS reached FROM keys.rotations
WHERE kind = $1 AND finished_at IS NULL
"""

_OLD_KEYS = """
SELECT o.owner_id, o.version FROM keys.owners o JOIN keys.data_keys k USING (owner_id, version)
WHERE o.destroyed_at IS NULL AND k.made_at < $1
ORDER BY o.owner_id LIMIT $2 FOR UPDATE OF o
"""

_ADD_VERSIONS = """
WITH new AS (
    SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::bytea[])
        AS n (owner_id, version, wrapping_id, wrapped)
), added AS (
    INSERT INTO keys.data_keys (owner_id, version, wrapping_id, wrapped) SELECT * FROM new
)
UPDATE keys.owners o SET version = new.version FROM new WHERE o.owner_id = new.owner_id
"""

_RETIRE = """
UPDATE keys.data_keys k SET retired_at = now() FROM keys.owners o
WHERE o.owner_id = k.owner_id AND k.version < o.version AND k.retired_at IS NULL
"""

_COUNTS = """
SELECT (SELECT count(*) FROM keys.owners WHERE destroyed_at IS NULL) AS people,
       (SELECT count(*) FROM keys.owners WHERE destroyed_at IS NOT NULL) AS destroyed,
       (SELECT count(*) FROM keys.data_keys WHERE retired_at IS NOT NULL) AS retired
"""


def _stored(row: asyncpg.Record) -> StoredKey:
    wrapped = Wrapped(row["wrapping_id"], bytes(row["wrapped"]))
    return StoredKey(row["owner_id"], row["version"], row["newest"], wrapped)
