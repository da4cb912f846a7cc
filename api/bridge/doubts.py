"""Messages that no try takes while others get through: tried for a while, then set aside.

What we trip over is a fault of ours. Left with the broker for ever, such messages would fill what
it has on its way to us at once (`max_inflight_messages`), and nobody would be heard any more.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Final

import structlog

from infra.database import OUTAGES
from infra.mqtt.line import Delivery, HomeLine, MqttError
from infra.mqtt.topics import device_of
from infra.telemetry.metrics import HOME_MESSAGES

log = structlog.get_logger()

WAITS_S: Final = (2.0, 10.0, 60.0, 120.0, 300.0, 300.0, 300.0)
"""Between tries; the last one repeats. Smoke outlasts a fault that is over within 18 minutes."""

MOST: Final = 1000
"""A quarter of what the broker has on its way at once. While more are in doubt, each has one more
try and no other: whoever sends thousands of them takes the place of nobody else."""

Take = Callable[[Sequence[Delivery]], Awaitable[None]]


class Doubts:
    """Tries each again, beside what comes meanwhile."""

    def __init__(self, take: Take, *, waits_s: Sequence[float] = WAITS_S, most: int = MOST) -> None:
        self._take, self._waits_s, self._most = take, waits_s, most
        self._trying: set[asyncio.Task[None]] = set()
        self._others_taken = 0

    def others_get_through(self) -> None:
        """Only then is it a message's own fault that it does not: where nothing is taken, whatever
        the reason, nothing is given up."""
        self._others_taken += 1

    def keep_trying(self, line: HomeLine, one: Delivery) -> None:
        task = asyncio.create_task(self._settle(line, one, self._others_taken))
        self._trying.add(task)
        task.add_done_callback(self._trying.discard)

    def leave(self) -> None:
        """The line is down: they are the broker's to send again."""
        for task in self._trying:
            task.cancel()

    async def _settle(self, line: HomeLine, one: Delivery, seen: int) -> None:
        if not await self._is_taken_in_time(one, seen):
            log.error("bridge.set_aside", device=_name(one))
            HOME_MESSAGES.labels("set_aside").inc()
        with suppress(MqttError):
            line.acknowledge([one])

    async def _is_taken_in_time(self, one: Delivery, seen: int) -> bool:
        """A try is fair where others were taken since the one before; in an outage none is."""
        waits = iter(self._waits_s)
        wait_s, fair = next(waits), 0
        while fair < self._fair_tries():
            await asyncio.sleep(wait_s)
            wait_s = next(waits, wait_s)
            with suppress(*OUTAGES):
                if await self._is_taken(one):
                    return True
                fair, seen = fair + (self._others_taken > seen), self._others_taken
        return False

    def _fair_tries(self) -> int:
        return 1 if len(self._trying) > self._most else len(self._waits_s)

    async def _is_taken(self, one: Delivery) -> bool:
        try:
            await self._take([one])
        except OUTAGES:
            raise
        except Exception as fault:
            log.warning("bridge.not_taken", device=_name(one), error=type(fault).__name__)
            return False
        return True


def _name(one: Delivery) -> str:
    return device_of(one.topic)
