"""What workers did in the last minutes, where everybody can read it.

Prometheus asks each worker for itself; the operators' page asks nobody. So each worker writes the
growth of its own counters into `notifications.pulses` every few seconds, and with it that it lives.
In PostgreSQL, since the page is needed most when something else is down.
"""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.again_and_again import once, ticking
from notifications.metrics import DELIVERIES

EVERY_S: Final = 5.0
KEPT: Final = timedelta(hours=2)
ALIVE: Final = ("", "", "alive", "")
"""The row that says nothing but that its worker lives."""

Labels = tuple[str, str, str, str]
"""Lane, channel, outcome and reason, as the counter has them."""


class Pulse:
    """One worker's."""

    def __init__(self, *, clock: Clock, ids: Ids) -> None:
        self._clock, self._worker_id = clock, ids.new()
        self._told: Counter[Labels] = counted()

    @property
    def worker_id(self) -> UUID:
        return self._worker_id

    async def beat(self) -> None:
        """Write what was counted since the last beat. What PostgreSQL did not take comes next."""
        now, counts = self._clock.now(), counted()
        grown = [(*labels, n) for labels, n in (counts - self._told).items()]
        lanes, channels, outcomes, reasons, numbers = zip(*grown, (*ALIVE, 0), strict=True)
        await sql.execute(
            """
            INSERT INTO notifications.pulses (at, worker_id, lane, channel, outcome, reason, n)
            SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::int[])
            """,
            now,
            self._worker_id,
            list(lanes),
            list(channels),
            list(outcomes),
            list(reasons),
            list(numbers),
        )
        self._told = counts
        await sql.execute("DELETE FROM notifications.pulses WHERE at < $1", now - KEPT)

    @asynccontextmanager
    async def beating(self, *, every_s: float = EVERY_S) -> AsyncIterator["Pulse"]:
        """While the block lasts, and once more at its end."""
        try:
            async with ticking(self.beat, every_s=every_s, what="push-pulse"):
                yield self
        finally:
            await once(self.beat, what="push-pulse")


def counted() -> Counter[Labels]:
    """What this process has counted so far."""
    return Counter(
        {
            _labels(sample.labels): int(sample.value)
            for metric in DELIVERIES.collect()
            for sample in metric.samples
            if sample.name.endswith("_total")
        }
    )


def _labels(said: dict[str, str]) -> Labels:
    return said["lane"], said["channel"], said["outcome"], said["reason"]
