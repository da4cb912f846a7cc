"""One message of one device, on a line that is opened for it."""

import asyncio
from contextlib import suppress
from typing import Final

from aiomqtt import Client, MqttError

from infra.mqtt.topics import topic_of

PATIENCE_S: Final = 2.0


async def tell_once(message: bytes, *, device_id: str, password: str, port: int) -> bool:
    """At QoS 1 to the broker of this machine; False where it did not take it."""
    with suppress(MqttError, OSError, TimeoutError):
        async with (
            asyncio.timeout(PATIENCE_S),
            Client(
                "127.0.0.1", port, username=device_id, password=password, identifier=device_id
            ) as line,
        ):
            await line.publish(topic_of(device_id), message, qos=1)
            return True
    return False
