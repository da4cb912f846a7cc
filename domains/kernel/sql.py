"""Set-based statements on the transaction at hand, where rows as objects would cost too much."""

from typing import Any, LiteralString, cast

from tortoise.connection import get_connection

CONNECTION = "default"


async def fetch(statement: LiteralString, *values: object) -> list[Any]:
    """The rows of one statement, readable by column name; within the open transaction if any.

    The text is a literal by type: values travel only as parameters.
    """
    connection = get_connection(CONNECTION)
    async with connection.acquire_connection() as asyncpg_connection:
        return cast(list[Any], await asyncpg_connection.fetch(statement, *values))


async def execute(statement: LiteralString, *values: object) -> int:
    """Run one statement; the number of rows it touched."""
    connection = get_connection(CONNECTION)
    async with connection.acquire_connection() as asyncpg_connection:
        status = cast(str, await asyncpg_connection.execute(statement, *values))
    return int(status.rpartition(" ")[2]) if status[-1:].isdigit() else 0
