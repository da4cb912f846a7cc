"""Carrying messages over: taken in batches, acknowledged once they are safe, never before."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import structlog

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

    def __init__(self, door: homes.HomeDoor, *, batch: int, gather_s: float) -> None:
        self._door, self._batch, self._gather_s = door, batch, gather_s
        self.well = True

    async def carry(self, line: HomeLine) -> None:
        """Until the line ends, with MqttError."""
        while True:
            batch = await line.gather(at_most=self._batch, within_s=self._gather_s)
            await self._take(line, batch)

    async def _take(self, line: HomeLine, batch: Sequence[Delivery]) -> None:
        """Messages that no try takes, for a fault of ours, are halved until the one is found; it is
        left with the broker, which brings it again, and holds nothing else up."""
        arrived = [homes.Arrived(device_of(one.topic), one.payload, one.repeat) for one in batch]
        try:
            await self._until_taken(arrived)
        except Exception as fault:
            if len(batch) == 1:
                log.exception(
                    "bridge.not_taken", device=arrived[0].device, error=type(fault).__name__
                )
                HOME_MESSAGES.labels("not_taken").inc()
                return
            half = len(batch) // 2
            await self._take(line, batch[:half])
            await self._take(line, batch[half:])
            return
        line.acknowledge(batch)

    async def _until_taken(self, arrived: Sequence[homes.Arrived]) -> None:
        waits = iter(RETRY_S)
        wait_s = next(waits)
        while True:
            try:
                verdicts = await self._door.take(arrived)
            except OUTAGES as outage:
                self.well = False
                log.warning("bridge.waits", error=type(outage).__name__, messages=len(arrived))
                await asyncio.sleep(wait_s)
                wait_s = next(waits, wait_s)
            else:
                self.well = True
                for verdict, times in Counter(verdicts).items():
                    HOME_MESSAGES.labels(verdict.value).inc(times)
                return
