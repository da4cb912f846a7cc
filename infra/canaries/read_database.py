"""Every row of every table of a database, as PostgreSQL's superuser reads it."""

from collections.abc import Sequence
from typing import Any

import asyncpg

from infra.canaries.search import Blob

_RELATIONS = """
SELECT n.nspname AS schema, c.relname AS name,
       array_agg(a.attname ORDER BY a.attnum) AS columns,
       array_agg(a.atttypid = 'bytea'::regtype ORDER BY a.attnum) AS are_bytes
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
GROUP BY 1, 2 ORDER BY 1, 2
"""

_VIEWS = {
    "pg_stat_activity": "SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
    "pg_largeobject": "SELECT data FROM pg_largeobject",
    "comments": "SELECT description FROM pg_description",
    "settings": "SELECT setconfig::text FROM pg_db_role_setting",
    "notifications": "SELECT pg_notification_queue_usage()::text",
}
"""What the server itself remembers outside of tables."""

_STATISTICS = """
SELECT schemaname || '.' || tablename || '.' || attname AS place,
       concat_ws(E'\\n', most_common_vals::text, histogram_bounds::text, most_common_elems::text)
FROM pg_stats WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""


async def read_database(url: str, room: str) -> list[Blob]:
    """One blob a row, with its values as texts and its bytes as they are."""
    connection = await asyncpg.connect(url)
    try:
        blobs: list[Blob] = []
        for relation in await connection.fetch(_RELATIONS):
            blobs += await _rows(connection, relation, room)
        for name, query in _VIEWS.items():
            rows = await connection.fetch(query)
            blobs += [Blob(room, name, _bytes_of(row[0])) for row in rows]
        return blobs
    finally:
        await connection.close()


async def read_statistics(url: str, room: str) -> list[Blob]:
    """Samples of values that ANALYZE keeps until the next one: a physical leftover."""
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(_STATISTICS)
        return [Blob(room, row[0], _bytes_of(row[1])) for row in rows]
    finally:
        await connection.close()


async def settle(url: str) -> None:
    """What autovacuum does in its time: dead rows go, samples are taken anew."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("VACUUM (FULL, ANALYZE)")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


async def _rows(connection: asyncpg.Connection, relation: asyncpg.Record, room: str) -> list[Blob]:
    values = ", ".join(
        f'"{column}"' if is_bytes else f'"{column}"::text'
        for column, is_bytes in zip(relation["columns"], relation["are_bytes"], strict=True)
    )
    place = f"{relation['schema']}.{relation['name']}"
    rows = await connection.fetch(
        f'SELECT {values} FROM "{relation["schema"]}"."{relation["name"]}"'
    )
    return [Blob(room, place, _joined(list(row))) for row in rows]


def _joined(values: Sequence[Any]) -> bytes:
    return b"\x1f".join(_bytes_of(value) for value in values)


def _bytes_of(value: Any) -> bytes:
    if value is None:
        return b""
    return bytes(value) if isinstance(value, bytes) else str(value).encode()
