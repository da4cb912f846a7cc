"""The bridge's line to the broker: messages come in batches, and are acknowledged when it says so.

aiomqtt acknowledges before anybody has read a message, and hands them out one by one with a task
for each. Both would cost us what QoS 1 is for: here a message is acknowledged once its transaction
is committed, and until then it is the broker's. What the broker has on its way to us at once is
bounded by its `max_inflight_messages`, so a bridge whose database is away is simply sent no more.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import paho.mqtt.client as paho
from aiomqtt import Client, MqttError

from infra.mqtt.topics import BROKER_NOTICES

__all__ = ["Delivery", "HomeLine", "MqttError"]


MOST_NOTICES: Final = 999
"""Of the broker's that wait to be read; a storm of them is one piece of news."""


MOST_UNBOUND: Final = 10_000
"""Messages that wait to be taken, from which on none of QoS 0 joins them: no window of the broker's
holds these back while our database is away."""

NOTICES: Final = BROKER_NOTICES.encode()


class Delivery(NamedTuple):
    """One message as the broker delivered it; `repeat` where it says that it may have before.
    `number` 0: sent at QoS 0, and nobody waits for an acknowledgement."""

    topic: bytes
    payload: bytes
    repeat: bool
    number: int


class HomeLine(Client):
    """A client of one subscription. Rests on aiomqtt's and paho's insides: the versions are
    pinned, and the bridge's tests hold what is used of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._client.manual_ack_set(True)
        self._arrived: list[Delivery] = []
        self._noticed: list[bytes] = []
        self._something = asyncio.Event()

    async def gather(self, *, at_most: int, within_s: float) -> list[Delivery]:
        """Wait for a message, then for others as long as told. Raises MqttError at the line's end;
        what had arrived by then is the broker's to send again."""
        await self._until_something()
        if len(self._arrived) < at_most and within_s > 0:
            await asyncio.sleep(within_s)
        batch, self._arrived = self._arrived[:at_most], self._arrived[at_most:]
        if not self._arrived:
            self._something.clear()
        return batch

    def acknowledge(self, batch: Sequence[Delivery]) -> None:
        """Say that these are safe with us. Raises MqttError where the line is down."""
        if self._disconnected.done():
            raise MqttError("disconnected")
        ack = self._client.ack
        for one in batch:
            if one.number:
                ack(one.number, 1)

    def notices(self) -> list[str]:
        """What the broker has noticed since this was last asked, at `BROKER_NOTICES`."""
        noticed, self._noticed = self._noticed, []
        return [payload.decode(errors="replace") for payload in noticed]

    async def _until_something(self) -> None:
        if self._something.is_set() and not self._disconnected.done():
            return
        waiting = asyncio.ensure_future(self._something.wait())
        try:
            await asyncio.wait((waiting, self._disconnected), return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
        if self._disconnected.done():
            raise MqttError("disconnected") from self._disconnected.exception()

    def _on_message(self, _client: paho.Client, _data: Any, message: paho.MQTTMessage) -> None:
        topic: bytes = message._topic
        if topic == NOTICES:
            self._noticed = [*self._noticed[-MOST_NOTICES:], bytes(message.payload)]
            return
        if message.qos == 0 and len(self._arrived) >= MOST_UNBOUND:
            return
        self._arrived.append(Delivery(topic, bytes(message.payload), message.dup, message.mid))
        self._something.set()
