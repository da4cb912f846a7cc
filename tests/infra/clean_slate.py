"""Emptying a database between two tests, quickly."""

from typing import Self

import asyncpg

_TABLES = """
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY($1)
ORDER BY 1
"""

_SEQUENCES = """
SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE schemaname = ANY($1)
"""

_MOST_BYTES = 1_000_000
"""Up to here deleting is cheaper than new files for a table and its indexes; beyond, what was
deleted would be read again and again."""

_FILLED = """
SELECT '{table}', (
    SELECT sum(pg_relation_size(part)) > {most}
    FROM (SELECT '{table}'::regclass UNION SELECT relid FROM pg_partition_tree('{table}')) t(part)
)
WHERE EXISTS (SELECT FROM {table})
"""


class CleanSlate:
    """Takes a database back to what its migrations left.

    Only tables that hold rows are emptied, which costs a few milliseconds; what the
    migrations themselves filled in (a catalogue) stays, and so do the partitions.
    """

    def __init__(
        self, connection: asyncpg.Connection, tables: list[str], sequences: list[str]
    ) -> None:
        self._connection = connection
        self._filled = " UNION ALL ".join(
            _FILLED.format(table=table, most=_MOST_BYTES) for table in tables
        )
        self._restart = "".join(f"ALTER SEQUENCE {sequence} RESTART;" for sequence in sequences)

    @classmethod
    async def of(cls, url: str, *, schemas: list[str]) -> Self:
        """For a database that nobody has used since its migrations ran."""
        connection = await asyncpg.connect(
            url, server_settings={"session_replication_role": "replica", "jit": "off"}
        )
        tables = [row[0] for row in await connection.fetch(_TABLES, schemas)]
        sequences = [row[0] for row in await connection.fetch(_SEQUENCES, schemas)]
        catalogues = [
            table for table in tables if await connection.fetchval(f"SELECT count(*) FROM {table}")
        ]
        return cls(connection, [table for table in tables if table not in catalogues], sequences)

    async def wipe(self) -> None:
        """On a connection whose triggers sleep: some tables refuse to be emptied."""
        emptied = [
            f"TRUNCATE {table} CASCADE;" if large else f"DELETE FROM {table};"
            for table, large in await self._connection.fetch(self._filled)
        ]
        if emptied:
            await self._connection.execute("".join([*emptied, self._restart]))

    async def close(self) -> None:
        await self._connection.close()
