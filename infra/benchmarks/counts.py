"""What really lies in the tables, asked of PostgreSQL itself."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg


def positions(database: str, children: Sequence[UUID], *, schema: str = "commute") -> int:
    """Rows of the product's own table, or of the yardstick's."""
    sql = f"SELECT count(*) FROM {schema}.positions WHERE child_id = ANY($1::uuid[])"
    return int(ask(database, sql, list(children))[0][0])


def crossings(database: str, children: Sequence[UUID], kind: str) -> int:
    """Crossings of one kind ("enter", "exit") that stand."""
    sql = """
    SELECT count(*) FROM commute.crossings
    WHERE child_id = ANY($1::uuid[]) AND kind = $2 AND retracted_at IS NULL
    """
    return int(ask(database, sql, list(children), kind)[0][0])


def ask(database: str, sql: str, *arguments: Any) -> list[Any]:
    """The rows of one question."""

    async def hear() -> list[Any]:
        connection = await asyncpg.connect(database)
        try:
            return list(await connection.fetch(sql, *arguments))
        finally:
            await connection.close()

    return asyncio.run(hear())
