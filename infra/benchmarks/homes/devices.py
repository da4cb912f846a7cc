"""`python -m infra.benchmarks.homes.devices PORT SPEAKERS BOOT EACH`: ten thousand devices.

Each has a connection and a credential of its own, and publishes at QoS 1, the next message once the
last was acknowledged. MQTT 3.1.1 by hand, for a client library in each would cost more than all
that is measured. Every message is made and signed before the cue.
"""

import asyncio
import pickle
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import orjson
import uvloop

from domains.care.public import homes
from infra.benchmarks.cues import await_cue, report
from infra.benchmarks.homes.settlement import Speaker
from infra.mqtt.topics import topic_of

CONNECT_AT_ONCE = 200
PUBLISH_QOS_1 = b"\x32"
ACCEPTED = b"\x20\x02\x00\x00"


class Device(asyncio.Protocol):
    """Publishes its messages one after the other; `done` when the last is acknowledged."""

    def __init__(self, speaker: Speaker, packets: list[bytes]) -> None:
        loop = asyncio.get_running_loop()
        self._speaker, self._packets = speaker, packets
        self.connected, self.done = loop.create_future(), loop.create_future()
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)
        name = str(self._speaker.device_id)
        body = b"\x00\x04MQTT\x04\xc2\x00\x00" + b"".join(
            map(_text, (name, name, self._speaker.password))
        )
        self._transport.write(b"\x10" + _length(len(body)) + body)

    def data_received(self, data: bytes) -> None:
        if not self.connected.done():
            self.connected.set_result(data == ACCEPTED)
        elif data[0] == 0x40:
            self.publish()

    def connection_lost(self, _: Exception | None) -> None:
        for waiting in (self.connected, self.done):
            if not waiting.done():
                waiting.set_exception(ConnectionError("the broker closed the line"))

    def say(self, packet: bytes) -> None:
        """Next, before what it was given."""
        self._packets.append(packet)

    def publish(self) -> None:
        if not self._packets:
            if not self.done.done():
                self.done.set_result(None)
            return
        assert self._transport is not None
        self._transport.write(self._packets.pop())


def packets_of(speaker: Speaker, *, boot: int, each: int) -> list[bytes]:
    """In reverse, so that the first is the last in the list."""
    now = int(time.time() * 1000)
    return [
        packet(speaker, number, homes.sign(_said(boot, number, now), speaker.signing_key))
        for number in range(each, 0, -1)
    ]


def packet(speaker: Speaker, number: int, message: bytes) -> bytes:
    """At the device's own topic; `number` is of the packet, and its acknowledgement bears it."""
    body = _text(topic_of(speaker.device_id)) + number.to_bytes(2) + message
    return PUBLISH_QOS_1 + _length(len(body)) + body


async def connect_all(devices: Sequence[Device], port: int) -> None:
    """Some at a time: a broker checks each password. Raises where one is not let in."""
    loop = asyncio.get_running_loop()
    for first in range(0, len(devices), CONNECT_AT_ONCE):
        some = devices[first : first + CONNECT_AT_ONCE]
        await asyncio.gather(
            *(loop.create_connection(lambda one=one: one, "127.0.0.1", port) for one in some)  # type: ignore[misc]
        )
        assert all(await asyncio.gather(*(one.connected for one in some))), "a device was refused"


def _said(boot: int, number: int, now_ms: int) -> bytes:
    """Two of three are motion, the third is a reading of the air."""
    said: dict[str, object] = {"v": 1, "boot": boot, "seq": number, "at": now_ms, "sent": now_ms}
    if number % 3:
        return orjson.dumps(said | {"kind": "motion", "times": 1 + number % 5})
    return orjson.dumps(said | {"kind": "climate", "celsius": 21.5, "humidity": 40})


def _text(text: str) -> bytes:
    return len(text).to_bytes(2) + text.encode()


def _length(size: int) -> bytes:
    """MQTT 3.1.1 §2.2.3."""
    if size < 128:
        return bytes([size])
    return bytes([size % 128 | 128, size // 128])


async def perform(port: int, speakers: list[Speaker], *, boot: int, each: int) -> None:
    devices = [Device(one, packets_of(one, boot=boot, each=each)) for one in speakers]
    await connect_all(devices, port)
    await_cue()
    began, cpu = time.monotonic(), time.process_time()
    for one in devices:
        one.publish()
    await asyncio.gather(*(one.done for one in devices))
    report({"wall_s": time.monotonic() - began, "cpu_s": time.process_time() - cpu})
    sys.stdin.readline()


if __name__ == "__main__":
    uvloop.run(
        perform(
            int(sys.argv[1]),
            pickle.loads(Path(sys.argv[2]).read_bytes()),
            boot=int(sys.argv[3]),
            each=int(sys.argv[4]),
        )
    )
