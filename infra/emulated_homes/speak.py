"""The devices' own part of the contract: numbers without a hole, a signature, and patience."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import orjson

from domains.care.public import homes
from domains.kernel.clock import SEOUL, Clock
from infra.emulated_homes.a_day import heartbeat, said_in_minute
from infra.emulated_homes.hung import Hung

A_MINUTE: Final = timedelta(minutes=1)
KEPT: Final = 2_000
"""Messages that wait for a broker that is away; beyond them the oldest are lost."""

Tell = Callable[[Hung, bytes], Awaitable[bool]]
"""Whether the broker took it."""


class Homes:
    """All devices of a demo. `boot` is when they were switched on: a later one is higher."""

    def __init__(self, devices: Sequence[Hung], tell: Tell, *, clock: Clock) -> None:
        self._devices, self._tell, self._clock = devices, tell, clock
        self._boot = int(clock.now().timestamp())
        self._said: Counter[str] = Counter()
        self._waiting: deque[tuple[Hung, int, int, Mapping[str, Any]]] = deque(maxlen=KEPT)
        self._last = clock.now()

    async def wake(self) -> None:
        """Each says at once that it is there."""
        for device in self._devices:
            self._note(device, heartbeat(device))
        await self._send()

    async def turn(self) -> None:
        """What the minutes since the last turn made them say, and what still waits."""
        now = self._clock.now()
        while (minute := self._last + A_MINUTE) <= now:
            self._last = minute
            for device in self._devices:
                for said in said_in_minute(device, minute.astimezone(SEOUL)):
                    self._note(device, said)
        await self._send()

    def _note(self, device: Hung, said: Mapping[str, Any]) -> None:
        self._said[device.device_id] += 1
        at = _milliseconds(self._last.timestamp())
        self._waiting.append((device, self._said[device.device_id], at, said))

    async def _send(self) -> None:
        """Oldest first; what the broker does not take waits for the next turn."""
        while self._waiting:
            device, seq, at, said = self._waiting[0]
            sent = _milliseconds(self._clock.now().timestamp())
            told = {"v": 1, "boot": self._boot, "seq": seq, "at": at, "sent": sent, **said}
            if not await self._tell(device, homes.sign(orjson.dumps(told), device.signing_key)):
                return
            self._waiting.popleft()


async def speak(living: Homes) -> None:
    """For as long as the process lives."""
    await living.wake()
    while True:
        await asyncio.sleep(A_MINUTE.total_seconds() / 4)
        await living.turn()


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1_000)
