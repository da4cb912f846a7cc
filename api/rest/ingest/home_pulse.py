"""The gateway says every ten seconds that homes could be heard over HTTPS."""

import asyncio
from contextlib import suppress

from domains.care.public import homes
from domains.kernel.clock import Clock
from infra.database import OUTAGES


async def keep_pulse(clock: Clock) -> None:
    """For ever; while the database is away nothing is said, and so nobody counts on us."""
    while True:
        with suppress(*OUTAGES):
            await homes.beat(homes.Source.INGEST, clock=clock)
        await asyncio.sleep(homes.BEAT_EVERY.total_seconds())
