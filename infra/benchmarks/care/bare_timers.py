"""`python -m infra.benchmarks.care.bare_timers DATABASE PORT`: the yardstick of the timers.

A loop over bare asyncpg that takes due rows away in the product's batches and by its statement, and
for each of them sends the one that it cannot do without: the effect's own. No line for what is
urgent, no facts that are read, no failure that would have to be put off, no metrics. It answers at
PORT once it works.
"""

import asyncio
import sys
from typing import Final

import asyncpg

AT_ONCE: Final = 100
LOOK_EVERY_S: Final = 1.0

TAKE: Final = """
DELETE FROM kernel.timers WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM kernel.timers WHERE NOT urgent AND rings_at <= now()
    ORDER BY rings_at LIMIT $1 FOR UPDATE SKIP LOCKED
)) RETURNING about, due_at
"""
EFFECT: Final = """
UPDATE care.watches SET due_since = $2 WHERE home_id = $1 AND due_since IS NULL
"""
NEXT: Final = """
SELECT extract(epoch FROM rings_at - clock_timestamp()) FROM kernel.timers WHERE NOT urgent
ORDER BY rings_at LIMIT 1
"""


async def run(database: str, port: int) -> None:
    connection = await asyncpg.connect(database)
    server = await asyncio.start_server(_answer, "127.0.0.1", port)
    async with server:
        while True:
            if await _turn(connection) < AT_ONCE:
                left_s = await connection.fetchval(NEXT)
                rest_s = LOOK_EVERY_S if left_s is None else min(LOOK_EVERY_S, float(left_s))
                await asyncio.sleep(max(0.1, rest_s))


async def _turn(connection: asyncpg.Connection) -> int:
    async with connection.transaction():
        due = await connection.fetch(TAKE, AT_ONCE)
        for row in due:
            await connection.execute(EFFECT, row["about"], row["due_at"])
    return len(due)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readline()
    writer.write(b"HTTP/1.0 200 OK\r\n\r\n")
    await writer.drain()
    writer.close()


if __name__ == "__main__":
    import uvloop

    uvloop.run(run(sys.argv[1], int(sys.argv[2])))
