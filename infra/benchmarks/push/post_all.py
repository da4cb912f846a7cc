"""`python -m infra.benchmarks.push.post_all CLIENT URL BODIES`: a bare loop over ready bodies.

No queue, no decision, no receipt: the least that anybody can do who posts them all.
"""

import asyncio
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import uvloop

from infra.benchmarks.cues import await_cue, report
from infra.benchmarks.push.bodies import Bodies
from infra.benchmarks.push.posters import AT_ONCE, POSTERS, Post


async def drain(bodies: Iterator[bytes], post: Post) -> None:
    for body in bodies:
        await post(body)


async def perform(client: str, url: str, bodies: list[bytes]) -> None:
    async with POSTERS[client](url) as post:
        await_cue()
        began = time.monotonic()
        waiting = iter(bodies)
        await asyncio.gather(*(drain(waiting, post) for _ in range(AT_ONCE)))
        report({"wall_s": time.monotonic() - began})
        await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    uvloop.run(perform(sys.argv[1], sys.argv[2], Bodies.read(Path(sys.argv[3])).each()))
