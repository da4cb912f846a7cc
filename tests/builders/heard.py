"""What homes told, once nobody's older transaction stands before it."""

import asyncio
from uuid import UUID

from domains.care.homes.signs import Cursor, Signs, signs_since
from domains.kernel import sql


async def heard_of(home_id: UUID, cursor: Cursor) -> Signs:
    """`signs_since`, where all that was committed can be read."""
    await nobody_stands_before()
    return await signs_since(home_id, cursor)


async def nobody_stands_before() -> None:
    """Waits for whoever was writing at this moment. A cursor never passes what an older transaction
    may still write, and other tests hold transactions in the same cluster."""
    [begun] = await sql.fetch("SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next")
    async with asyncio.timeout(10):
        while await _is_behind(begun["next"]):  # noqa: ASYNC110 - others decide
            await asyncio.sleep(0.01)


async def _is_behind(transaction: str) -> bool:
    query = "SELECT pg_snapshot_xmin(pg_current_snapshot()) < $1::text::xid8 AS is_behind"
    return (await sql.fetch(query, transaction))[0]["is_behind"]
