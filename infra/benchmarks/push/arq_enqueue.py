"""`python -m infra.benchmarks.push.arq_enqueue VALKEY JOBS`: makes the jobs of `arq_jobs`."""

import asyncio
import sys
import time
from collections.abc import Iterator

import uvloop
from arq import ArqRedis, create_pool
from arq.connections import RedisSettings

from infra.benchmarks.cues import await_cue, report

LANES = 16


async def enqueue(numbers: Iterator[int], pool: ArqRedis) -> None:
    for number in numbers:
        await pool.enqueue_job("push", number)


async def perform(valkey: str, jobs: int) -> None:
    pool = await create_pool(RedisSettings.from_dsn(valkey))
    await_cue()
    began = time.monotonic()
    numbers = iter(range(jobs))
    await asyncio.gather(*(enqueue(numbers, pool) for _ in range(LANES)))
    report({"wall_s": time.monotonic() - began})
    await asyncio.to_thread(sys.stdin.readline)
    await pool.aclose()


if __name__ == "__main__":
    uvloop.run(perform(sys.argv[1], int(sys.argv[2])))
