"""The beat of our own doors: each says every ten seconds that it listens."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from domains.kernel import sql
from domains.kernel.clock import Clock

BEAT_EVERY: Final = timedelta(seconds=10)
BEAT_WORTH: Final = 3 * BEAT_EVERY


class Source(StrEnum):
    """A door through which homes are heard."""

    BRIDGE = "bridge"
    """Beats only while a bridge is subscribed at the broker and its last batch was committed."""
    INGEST = "ingest"
    """Beats while a gateway can write to the database."""


async def beat(source: Source, *, clock: Clock) -> None:
    """Say that this door listens; several processes may keep one door's pulse."""
    now = clock.now()
    await sql.execute(
        """
        INSERT INTO care.pulses (source, heard) VALUES ($1, tstzmultirange(tstzrange($2, $3)))
        ON CONFLICT (source) DO UPDATE SET heard = pulses.heard + EXCLUDED.heard
        """,
        source.value,
        now,
        now + BEAT_WORTH,
    )
