"""Emptying a database between two tests, quickly."""

from typing import Self

import asyncpg

_TABLES = """
SELECT format('%I.%I', n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY($1)
ORDER BY 1
"""

_EMPTY = """
DO $$
DECLARE
    candidate text;
    filled boolean;
    dirty text[] := '{}';
BEGIN
    FOREACH candidate IN ARRAY ARRAY[%s]::text[] LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %%s)', candidate) INTO filled;
        IF filled THEN dirty := dirty || candidate; END IF;
    END LOOP;
    IF dirty <> '{}' THEN
        EXECUTE 'TRUNCATE ' || array_to_string(dirty, ', ') || ' RESTART IDENTITY CASCADE';
    END IF;
END $$
"""


class CleanSlate:
    """Takes a database back to what its migrations left.

    Only tables that hold rows are truncated, which costs a few milliseconds; what the
    migrations themselves filled in (a catalogue) stays, and so do the partitions.
    """

    def __init__(self, connection: asyncpg.Connection, tables: list[str]) -> None:
        self._connection = connection
        self._empty = _EMPTY % ", ".join(f"'{table}'" for table in tables)

    @classmethod
    async def of(cls, url: str, *, schemas: list[str]) -> Self:
        """For a database that nobody has used since its migrations ran."""
        connection = await asyncpg.connect(
            url, server_settings={"session_replication_role": "replica"}
        )
        tables = [row[0] for row in await connection.fetch(_TABLES, schemas)]
        catalogues = [
            table for table in tables if await connection.fetchval(f"SELECT count(*) FROM {table}")
        ]
        return cls(connection, [table for table in tables if table not in catalogues])

    async def wipe(self) -> None:
        """On a connection whose triggers sleep: some tables refuse to be emptied."""
        await self._connection.execute(self._empty)

    async def close(self) -> None:
        await self._connection.close()
