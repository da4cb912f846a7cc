"""Hangs the demo's devices in its seniors' homes, and lets them say how they do, once."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import orjson

from api.seed.demo_care import CARE_WORKER, DEVICES, DemoDevice
from domains.care.public import homes
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

PAIRING = timedelta(minutes=15)


async def hang_devices(
    people: Mapping[str, UUID], *, keys: homes.DeviceKeys, clock: Clock, ids: Ids
) -> None:
    """By the care worker, as it is done; a home that has devices is left as it is."""
    hands = _Hands(
        Actor(people[CARE_WORKER], roles=frozenset({Role.CARE_WORKER})), keys, clock, ids
    )
    for sub, devices in DEVICES.items():
        if not await hands.has_devices(people[sub]):
            await hands.hang(people[sub], devices)


class _Hands:
    def __init__(self, worker: Actor, keys: homes.DeviceKeys, clock: Clock, ids: Ids) -> None:
        self._worker, self._keys, self._clock, self._ids = worker, keys, clock, ids
        raised = homes.alarms_raised(clock=clock, ids=ids)
        self._door = homes.HomeDoor(keys=keys, raise_alarms=raised, clock=clock, ids=ids)

    async def has_devices(self, senior: UUID) -> bool:
        found = await homes.show_devices(self._worker, senior, clock=self._clock, ids=self._ids)
        return isinstance(found, homes.NotYourHome) or bool(found)

    async def hang(self, senior: UUID, devices: Sequence[DemoDevice]) -> None:
        said = [
            message
            for device in devices
            for message in self._says(device, await self._pair(senior, device))
        ]
        await self._door.take(said)

    async def _pair(self, senior: UUID, device: DemoDevice) -> homes.DevicePaired:
        started = await homes.start_pairing(
            self._worker,
            senior_id=senior,
            room=device.room,
            within=PAIRING,
            clock=self._clock,
            ids=self._ids,
        )
        assert isinstance(started, homes.PairingStarted), f"{device.serial}: {started}"
        new = homes.NewDevice(device.serial, device.model, device.shows_life)
        paired = await homes.pair_device(
            started.code, new, keys=self._keys, clock=self._clock, ids=self._ids
        )
        assert isinstance(paired, homes.DevicePaired), f"{device.serial}: {paired}"
        return paired

    def _says(self, device: DemoDevice, paired: homes.DevicePaired) -> Sequence[homes.Arrived]:
        """One heartbeat; and what somebody without its key says in its name."""
        if device.firmware is None:
            return ()
        at = int(self._clock.now().timestamp() * 1000)
        said = {"v": 1, "boot": 1, "seq": 1, "at": at, "sent": at, "kind": "heartbeat"}
        told = orjson.dumps(said | {"firmware": device.firmware, "battery": device.battery})
        name = str(paired.device_id)
        genuine = homes.Arrived(name, homes.sign(told, paired.signing_key))
        forged = homes.Arrived(name, homes.sign(told, bytes(32)))
        return (genuine, *[forged] * device.forged)
