"""What a home told, once nobody's older transaction stands before it."""

import asyncio
from uuid import UUID

from domains.care.homes.signs import Cursor, Signs, signs_since
from domains.kernel import sql


async def heard_of(home_id: UUID, cursor: Cursor) -> Signs:
    """`signs_since`, where all that was committed can be read. A cursor never passes what an older
    transaction may still write, and other tests hold transactions in the same cluster."""
    async with asyncio.timeout(10):
        while await _somebody_stands_before(home_id):  # noqa: ASYNC110 - others decide
            await asyncio.sleep(0.01)
    return await signs_since(home_id, cursor)


async def _somebody_stands_before(home_id: UUID) -> bool:
    rows = await sql.fetch(
        """
        SELECT FROM care.sensor_events
        WHERE home_id = $1 AND taken_in >= pg_snapshot_xmin(pg_current_snapshot()) LIMIT 1
        """,
        home_id,
    )
    return bool(rows)
