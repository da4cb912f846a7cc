"""Carrying messages over: taken in batches, acknowledged once they are safe, never before."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import structlog

from api.bridge.doubts import MOST, WAITS_S, Doubts
from domains.care.public import homes
from infra.database import OUTAGES
from infra.mqtt.line import Delivery, HomeLine
from infra.mqtt.topics import device_of
from infra.telemetry.metrics import HOME_MESSAGES

log = structlog.get_logger()

RETRY_S = (0.5, 1.0, 2.0, 5.0)
"""Waits between tries while the database is away; the last one repeats."""


class Carrier:
    """Takes what a line brings through a door. `well` says whether the last batch was committed,
    so that nobody calls a door open that takes nothing."""

    def __init__(
        self,
        door: homes.HomeDoor,
        *,
        batch: int,
        gather_s: float,
        doubt_s: Sequence[float] = WAITS_S,
        most_doubts: int = MOST,
    ) -> None:
        self._door, self._batch, self._gather_s = door, batch, gather_s
        self._one_at_a_time = asyncio.Lock()
        self._doubts = Doubts(self._commit, waits_s=doubt_s, most=most_doubts)
        self.well = True

    async def carry(self, line: HomeLine) -> None:
        """Until the line ends, with MqttError."""
        try:
            while True:
                batch = await line.gather(at_most=self._batch, within_s=self._gather_s)
                await self._take(line, batch)
        finally:
            self._doubts.leave()

    async def _take(self, line: HomeLine, batch: Sequence[Delivery]) -> None:
        """Messages that no try takes, for a fault of ours, are halved until the one is found; it is
        tried again beside the others, and holds nothing up."""
        try:
            await self._until_taken(batch)
        except Exception as fault:
            if len(batch) == 1:
                device = device_of(batch[0].topic)
                log.exception("bridge.not_taken", device=device, error=type(fault).__name__)
                HOME_MESSAGES.labels("not_taken").inc()
                self._doubts.keep_trying(line, batch[0])
                return
            half = len(batch) // 2
            await self._take(line, batch[:half])
            await self._take(line, batch[half:])
            return
        line.acknowledge(batch)

    async def _until_taken(self, batch: Sequence[Delivery]) -> None:
        waits = iter(RETRY_S)
        wait_s = next(waits)
        while True:
            try:
                await self._commit(batch)
            except OUTAGES as outage:
                self.well = False
                log.warning("bridge.waits", error=type(outage).__name__, messages=len(batch))
                await asyncio.sleep(wait_s)
                wait_s = next(waits, wait_s)
            else:
                self.well = True
                return

    async def _commit(self, batch: Sequence[Delivery]) -> None:
        arrived = [homes.Arrived(device_of(one.topic), one.payload, one.repeat) for one in batch]
        async with self._one_at_a_time:
            verdicts = await self._door.take(arrived)
        for verdict, times in Counter(verdicts).items():
            HOME_MESSAGES.labels(verdict.value).inc(times)
        if not homes.ACCEPTED.isdisjoint(verdicts):
            self._doubts.others_get_through()
