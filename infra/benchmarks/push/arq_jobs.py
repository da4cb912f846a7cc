"""`python -m infra.benchmarks.push.arq_jobs VALKEY DATABASE URL BODIES`: one arq job a device.

What a team would write with our queue and no engine: each job posts its message with the same
wire and writes its own receipt. arq is tuned as far as it goes (`max_jobs=200`,
`poll_delay=0.01`), the connections are shared, and another process makes the jobs.
"""

import asyncio
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import uvloop
from arq import Worker
from arq.connections import RedisSettings

from infra.benchmarks.cues import await_cue, report
from infra.benchmarks.push.bodies import Bodies
from infra.benchmarks.push.posters import wire

MAX_JOBS, POLL_DELAY_S = 200, 0.01
CONNECTIONS = 16
TABLE = """
CREATE TABLE IF NOT EXISTS bench_receipts (
    token text PRIMARY KEY, state text NOT NULL, at timestamptz NOT NULL DEFAULT now()
)
"""
RECEIPT = "INSERT INTO bench_receipts (token, state) VALUES ($1, 'sent')"


@dataclass
class End:
    """When the last receipt was written. arq hands each job a copy of its context."""

    left: int
    done: asyncio.Future[float]

    def count_down(self) -> None:
        self.left -= 1
        if not self.left:
            self.done.set_result(time.monotonic())


async def push(ctx: dict[str, Any], number: int) -> None:
    """One device."""
    bodies: Bodies = ctx["bodies"]
    token = bodies.tokens[number]
    await ctx["post"](bodies.before + token.encode() + bodies.after)
    await ctx["database"].execute(RECEIPT, token)
    ctx["end"].count_down()


async def perform(valkey: str, database: str, url: str, bodies: Bodies) -> None:
    done: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    async with (
        asyncpg.create_pool(database, min_size=CONNECTIONS, max_size=CONNECTIONS) as pool,
        wire(url) as post,
    ):
        await pool.execute(TABLE)
        await pool.execute("TRUNCATE bench_receipts")
        worker = Worker(
            functions=[push],
            redis_settings=RedisSettings.from_dsn(valkey),
            max_jobs=MAX_JOBS,
            poll_delay=POLL_DELAY_S,
            keep_result=0,
            handle_signals=False,
            ctx={
                "bodies": bodies,
                "post": post,
                "database": pool,
                "end": End(len(bodies.tokens), done),
            },
        )
        await_cue()
        began = time.monotonic()
        working = asyncio.create_task(worker.async_run())
        working.add_done_callback(partial(_give_up, done))
        report({"wall_s": await done - began})
        await asyncio.to_thread(sys.stdin.readline)
        await worker.close()
        working.cancel()


def _give_up(done: asyncio.Future[float], working: asyncio.Task[None]) -> None:
    if not done.done():
        done.set_exception(working.exception() or RuntimeError("the worker ended"))


if __name__ == "__main__":
    valkey, database, url, bodies = sys.argv[1:]
    uvloop.run(perform(valkey, database, url, Bodies.read(Path(bodies))))
