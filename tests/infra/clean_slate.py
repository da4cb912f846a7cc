"""Emptying a database between two tests, quickly."""

from typing import Self

import asyncpg

_TABLES = """
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = ANY($1)
ORDER BY 1
"""

_SEQUENCES = """
SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE schemaname = ANY($1)
"""

_MOST_BYTES = 1_000_000
"""Up to here deleting is cheaper than new files for a table and its indexes; beyond, what was
deleted would be read again and again."""

_WRITTEN = """
SELECT format('%I.%I', n.nspname, c.relname) AS name, pg_relation_size(c.oid) AS bytes
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = ANY($1) AND pg_relation_size(c.oid) > 0
ORDER BY 1
"""
"""Partitions by themselves. Asking each table whether it holds rows takes forty milliseconds;
asking the disk which were ever written, one."""


class CleanSlate:
    """Takes a database back to what its migrations left.

    Only tables that somebody wrote to are emptied, which costs a few milliseconds; what the
    migrations themselves filled in (a catalogue) stays, and so do the partitions.
    """

    def __init__(
        self,
        connection: asyncpg.Connection,
        schemas: list[str],
        catalogues: frozenset[str],
        sequences: list[str],
    ) -> None:
        self._connection, self._schemas, self._catalogues = connection, schemas, catalogues
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
        return cls(connection, schemas, frozenset(catalogues), sequences)

    async def wipe(self) -> None:
        """On a connection whose triggers sleep: some tables refuse to be emptied."""
        written = await self._connection.fetch(_WRITTEN, self._schemas)
        emptied = [
            f"TRUNCATE {name} CASCADE;" if size > _MOST_BYTES else f"DELETE FROM {name};"
            for name, size in written
            if name not in self._catalogues
        ]
        if emptied:
            await self._connection.execute("".join([*emptied, self._restart]))

    async def close(self) -> None:
        await self._connection.close()
