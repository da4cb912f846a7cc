"""A button at somebody's home: pressed once, it tells the broker until the broker has taken it.

A broker that is killed may forget what it took, and the device hears nothing from beyond it. So an
alarm is told again, byte for byte, as mobile_contracts/home asks of every device.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import orjson
from aiomqtt import Client, MqttError

from domains.care.public import homes
from domains.kernel.clock import Clock
from infra.mqtt.topics import topic_of

AGAIN_AFTER_S = (0.0, 3.0, 10.0)
PATIENCE_S, RETRY_S = 2.0, 0.3


@dataclass(frozen=True, slots=True)
class SosButton:
    device: homes.DevicePaired
    port: int
    clock: Clock

    async def press(self) -> None:
        """Until each telling has been taken."""
        message = self._message()
        for after_s in AGAIN_AFTER_S:
            await asyncio.sleep(after_s)
            while not await self._told(message):  # noqa: ASYNC110
                await asyncio.sleep(RETRY_S)

    async def _told(self, message: bytes) -> bool:
        name = str(self.device.device_id)
        with suppress(MqttError, OSError, TimeoutError):
            async with (
                asyncio.timeout(PATIENCE_S),
                Client(
                    "127.0.0.1",
                    self.port,
                    username=name,
                    password=self.device.password,
                    identifier=name,
                ) as line,
            ):
                await line.publish(topic_of(name), message, qos=1)
                return True
        return False

    def _message(self) -> bytes:
        at = int(self.clock.now().timestamp() * 1000)
        said = {"v": 1, "boot": 1, "seq": 1, "at": at, "sent": at, "kind": "sos"}
        return homes.sign(orjson.dumps(said), self.device.signing_key)
