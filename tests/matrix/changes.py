"""Whether a call changed anything: counted by PostgreSQL itself, within the cell's transaction."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tortoise.transactions import in_transaction

from domains.kernel import sql
from infra.database import APPS

REMEMBERED = "kernel.answers"
"""A refusal is kept there for the phone's retry; nothing else may change by it."""

_TOUCHED = """
SELECT n.nspname || '.' || c.relname AS name,
       pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid)
           + pg_stat_get_xact_tuples_deleted(c.oid) AS rows
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = ANY($1::text[])
"""


class _Undone(Exception):
    """Ends a cell: whatever it did, it never happened."""


@asynccontextmanager
async def undone() -> AsyncIterator[None]:
    """A transaction around a whole call, taken back at its end. The gateway's own are savepoints
    within it, so every cell finds the city as it was seeded."""
    try:
        async with in_transaction():
            yield
            raise _Undone
    except _Undone:
        pass


async def touched() -> Counter[str]:
    """Rows written so far, by table. Counts what was rolled back, too: look twice, then judge."""
    rows = await sql.fetch(_TOUCHED, list(APPS))
    return Counter({row["name"]: row["rows"] for row in rows if row["rows"]})
