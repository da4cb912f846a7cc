"""A table equal to the product's own: same columns, key and hourly partitions."""

import asyncio

import asyncpg

INSERT = """
INSERT INTO bench.positions (child_id, at, lat, lon, accuracy_m, device_id, received_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


def make_yardstick_table(database: str) -> None:
    """Also checks that this server keeps its promises. Raises AssertionError if not."""
    asyncio.run(_make(database))


async def _make(database: str) -> None:
    connection = await asyncpg.connect(database)
    try:
        for promise in ("fsync", "synchronous_commit"):
            assert await connection.fetchval(f"SHOW {promise}") == "on", promise
        await connection.execute(
            """
            CREATE SCHEMA bench;
            CREATE TABLE bench.positions (LIKE commute.positions INCLUDING ALL)
                PARTITION BY RANGE (at)
            """
        )
        await connection.execute(await connection.fetchval(_PARTITIONS))
    finally:
        await connection.close()


_PARTITIONS = """
SELECT string_agg(format('CREATE TABLE bench.%I PARTITION OF bench.positions %s',
                         c.relname, pg_get_expr(c.relpartbound, c.oid)), ';')
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'commute.positions'::regclass
"""
