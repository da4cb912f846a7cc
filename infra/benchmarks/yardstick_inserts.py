"""`python -m infra.benchmarks.yardstick_inserts DATABASE LANES HOW`: bare asyncpg, no server.

The rows are there before the cue, as asyncpg wants them; nothing is parsed, checked or judged.
Each connection commits one batch after the other. HOW is `executemany`, which pipelines a batch
(the yardstick), or `execute`, one statement a row.
"""

import asyncio
import pickle
import sys
import time
from pathlib import Path
from typing import Any

import asyncpg
import uvloop

from infra.benchmarks.cues import await_cue, report
from infra.benchmarks.yardstick_table import INSERT

Row = tuple[Any, ...]


async def commit_batches(connection: Any, batches: list[list[Row]], how: str) -> None:
    for rows in batches:
        async with connection.transaction():
            if how == "executemany":
                await connection.executemany(INSERT, rows)
                continue
            for row in rows:
                await connection.execute(INSERT, *row)


async def perform(database: str, lanes: list[list[list[Row]]], how: str) -> None:
    connections = [await asyncpg.connect(database) for _ in lanes]
    await_cue()
    began = time.monotonic()
    await asyncio.gather(
        *(commit_batches(c, batches, how) for c, batches in zip(connections, lanes, strict=True))
    )
    report({"wall_s": time.monotonic() - began})
    sys.stdin.readline()


if __name__ == "__main__":
    lanes = pickle.loads(Path(sys.argv[2]).read_bytes())
    uvloop.run(perform(sys.argv[1], lanes, sys.argv[3]))
