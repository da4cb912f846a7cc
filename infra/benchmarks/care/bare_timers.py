"""`python -m infra.benchmarks.care.bare_timers DATABASE PORT`: the yardstick of the timers.

A loop that selects due rows and deletes them, in the product's batches, and does nothing for them:
no handler, no second line for what is urgent, no failure that would have to be put off. It answers
at PORT once it works.
"""

import asyncio
import sys
from typing import Final

import asyncpg

AT_ONCE: Final = 50
LOOK_EVERY_S: Final = 1.0

TAKE: Final = """
DELETE FROM kernel.timers WHERE (topic, about) IN (
    SELECT topic, about FROM kernel.timers WHERE NOT urgent AND rings_at <= now()
    ORDER BY rings_at LIMIT $1 FOR UPDATE SKIP LOCKED
)
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
            done = await connection.execute(TAKE, AT_ONCE)
            if int(done.split()[-1]) < AT_ONCE:
                left_s = await connection.fetchval(NEXT)
                rest_s = LOOK_EVERY_S if left_s is None else min(LOOK_EVERY_S, float(left_s))
                await asyncio.sleep(max(0.1, rest_s))


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readline()
    writer.write(b"HTTP/1.0 200 OK\r\n\r\n")
    await writer.drain()
    writer.close()


if __name__ == "__main__":
    import uvloop

    uvloop.run(run(sys.argv[1], int(sys.argv[2])))
