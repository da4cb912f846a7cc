"""`python -m infra.benchmarks.homes.smokers PORT LOAD SMOKERS RATE SECONDS`: smoke in a city.

The devices of LOAD publish RATE messages a second between them, evenly, whether or not the last was
acknowledged; those of SMOKERS tell of smoke, one after the other at uneven moments. It reports when
each did (Unix seconds), and how late it was with the load.
"""

import asyncio
import pickle
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import orjson
import uvloop

from domains.care.public import homes
from infra.benchmarks.cues import await_cue, report
from infra.benchmarks.homes.devices import Device, connect_all, packet, packets_of
from infra.benchmarks.homes.settlement import Speaker

TICK_S = 0.01


class PacedDevice(Device):
    """Says its next message when told to; `unacknowledged` of them are on their way."""

    unacknowledged = 0

    def data_received(self, data: bytes) -> None:
        if self.connected.done():
            self.unacknowledged -= data.count(b"\x40\x02")
        else:
            super().data_received(data)

    def publish(self) -> None:
        self.unacknowledged += 1
        super().publish()


async def perform(
    port: int, load: Sequence[Speaker], smokers: Sequence[Speaker], *, rate: int, seconds: int
) -> None:
    each = -(-rate * seconds // len(load)) if load else 0
    devices = [PacedDevice(one, packets_of(one, boot=1, each=each)) for one in load]
    alarms = {one: PacedDevice(one, []) for one in smokers}
    await connect_all([*devices, *alarms.values()], port)
    await_cue()
    began, cpu = time.monotonic(), time.process_time()
    latest_s, told = await asyncio.gather(
        _say_evenly(devices, rate=rate, seconds=seconds), _tell_of_smoke(alarms, seconds=seconds)
    )
    while any(one.unacknowledged for one in (*devices, *alarms.values())):  # noqa: ASYNC110
        await asyncio.sleep(TICK_S)
    report(
        {
            "told": told,
            "latest_s": latest_s,
            "sent": rate * seconds if devices else 0,
            "wall_s": time.monotonic() - began,
            "cpu_s": time.process_time() - cpu,
        }
    )
    sys.stdin.readline()


async def _say_evenly(devices: Sequence[PacedDevice], *, rate: int, seconds: int) -> float:
    """By how much the load was late at worst."""
    began, said, latest_s = time.monotonic(), 0, 0.0
    while devices and said < rate * seconds:
        passed_s = time.monotonic() - began
        due = min(rate * seconds, int(passed_s * rate))
        latest_s = max(latest_s, (due - said) / rate)
        for number in range(said, due):
            devices[number % len(devices)].publish()
        said = due
        await asyncio.sleep(TICK_S)
    return latest_s


async def _tell_of_smoke(alarms: dict[Speaker, PacedDevice], *, seconds: int) -> dict[str, float]:
    """When each device told, by its id."""
    began, dice, told = time.monotonic(), Random(len(alarms)), {}
    apart_s = seconds / max(1, len(alarms))
    for number, (speaker, device) in enumerate(alarms.items()):
        due = began + (number + dice.random()) * apart_s
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        device.say(_smoke(speaker))
        told[str(speaker.device_id)] = time.time()
        device.publish()
    return told


def _smoke(speaker: Speaker) -> bytes:
    now = int(time.time() * 1000)
    said = {"v": 1, "boot": 1, "seq": 1, "at": now, "sent": now, "kind": "smoke", "alarm": True}
    return packet(speaker, 1, homes.sign(orjson.dumps(said), speaker.signing_key))


if __name__ == "__main__":
    uvloop.run(
        perform(
            int(sys.argv[1]),
            pickle.loads(Path(sys.argv[2]).read_bytes()),
            pickle.loads(Path(sys.argv[3]).read_bytes()),
            rate=int(sys.argv[4]),
            seconds=int(sys.argv[5]),
        )
    )
