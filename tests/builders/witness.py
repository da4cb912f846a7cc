"""A witness of the whole database: what is in it, and whether anything has changed."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping

from domains.kernel import sql
from infra.database import APPS

UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
BASE64_TEXT = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")

_TABLES = """
SELECT format('%I.%I', n.nspname, c.relname) AS name
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY($1) ORDER BY 1
"""


async def contents() -> Mapping[str, list[str]]:
    """Every row of every table as text, sorted: two equal snapshots mean that nothing changed."""
    found = {}
    for table in await sql.fetch(_TABLES, list(APPS)):
        rows = await sql.fetch(f"SELECT t::text AS row FROM {table['name']} t ORDER BY 1")
        found[table["name"]] = [row["row"] for row in rows]
    return found


async def all_ids() -> frozenset[str]:
    """Every UUID that the database knows."""
    rows = "\n".join(row for rows in (await contents()).values() for row in rows)
    return frozenset(UUID_TEXT.findall(rows))


def readable(body: str) -> str:
    """An answer with the insides of its global ids beside it."""
    return "\n".join([body, *map(_decoded, BASE64_TEXT.findall(body))])


def _decoded(text: str) -> str:
    try:
        return b64decode(text).decode(errors="replace")
    except NotBase64:
        return ""
