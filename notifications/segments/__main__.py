"""`python -m notifications.segments '{"kind": "everybody"}'`: stream a segment, print the peak.

Reads the database that the settings name, and changes nothing.
"""

import asyncio
import resource
import sys
import time

from domains.kernel.clock import SystemClock
from infra.database import open_database
from infra.settings import load_settings
from notifications.segments.read_segment import BadSegment, read_segment
from notifications.segments.segment import Segment
from notifications.segments.stream import stream

PAGE = 1000


async def main(segment: Segment) -> None:
    """How many installations, how fast, and how much memory at most (MiB of this process)."""
    before, began, count = peak_mib(), time.perf_counter(), 0
    async with open_database(load_settings().database):
        async for page in stream(segment, at=SystemClock().now(), page=PAGE):
            count += len(page)
    took = time.perf_counter() - began
    print(f"{count:,} rows in {took:.1f} s; peak memory {peak_mib():.0f} MiB, ", end="")  # noqa: T201
    print(f"{peak_mib() - before:.0f} MiB above the start")  # noqa: T201


def peak_mib() -> float:
    """Of this process since it began."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    wanted = read_segment(sys.argv[1] if len(sys.argv) > 1 else '{"kind": "everybody"}')
    if isinstance(wanted, BadSegment):
        sys.exit(wanted.problem)
    asyncio.run(main(wanted))
