"""The gateway says every ten seconds that homes could be heard over HTTPS."""

from functools import partial

from domains.care.public import homes
from domains.kernel.clock import Clock
from infra.again_and_again import again_and_again


async def keep_pulse(clock: Clock) -> None:
    """For ever; while the database is away nothing is said, and so nobody counts on us."""
    beat = partial(homes.beat, homes.Source.INGEST, clock=clock)
    await again_and_again(beat, every_s=homes.BEAT_EVERY.total_seconds(), what="pulse-of-homes")
