"""A device at somebody's home that cries out once, and tells the broker until that has taken it.

A broker that is killed may forget what it took, and the device hears nothing from beyond it. So an
alarm is told again, byte for byte, as mobile_contracts/home asks of every device.
"""

import asyncio
from dataclasses import dataclass

import orjson

from domains.care.public import homes
from infra.chaos.care.house_clock import HouseClock
from infra.chaos.care.ladder import Kind
from infra.mqtt.tell_once import tell_once

AGAIN_AFTER_S = (0.0, 3.0, 10.0)
RETRY_S = 0.3
SAYS: dict[Kind, dict[str, object]] = {
    Kind.SOS: {"kind": "sos"},
    Kind.SMOKE: {"kind": "smoke", "alarm": True},
}


@dataclass(frozen=True, slots=True)
class Device:
    """An SOS button or a smoke detector."""

    paired: homes.DevicePaired
    port: int
    clock: HouseClock

    async def cry(self, kind: Kind) -> bytes:
        """Until each telling has been taken; what it told."""
        message = self._message(kind)
        for after_s in AGAIN_AFTER_S:
            await self.clock.sleep(after_s)
            await self.tell(message)
        return message

    async def tell(self, message: bytes) -> None:
        while not await self._told(message):  # noqa: ASYNC110
            await asyncio.sleep(RETRY_S)

    async def _told(self, message: bytes) -> bool:
        paired = self.paired
        name, password = str(paired.device_id), paired.password
        return await tell_once(message, device_id=name, password=password, port=self.port)

    def _message(self, kind: Kind) -> bytes:
        at = int(self.clock.now().timestamp() * 1000)
        said = {"v": 1, "boot": 1, "seq": 1, "at": at, "sent": at, **SAYS[kind]}
        return homes.sign(orjson.dumps(said), self.paired.signing_key)
