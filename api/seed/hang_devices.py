"""Hangs the demo's devices in its seniors' homes, and lets them say how they do, once."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import orjson

from api.seed.demo_care import CARE_WORKER, DEVICES, DemoDevice
from domains.care.public import homes
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.emulated_homes.hung import Hung, keep_hung, read_hung

PAIRING = timedelta(minutes=15)


async def hang_devices(
    people: Mapping[str, UUID], *, keys: homes.DeviceKeys, state_dir: Path, clock: Clock, ids: Ids
) -> None:
    """By the care worker, as it is done; a home that has devices is left as it is. What those that
    speak were given is kept for `emulate-homes`."""
    hands = _Hands(
        Actor(people[CARE_WORKER], roles=frozenset({Role.CARE_WORKER})), keys, clock, ids
    )
    hung = list(read_hung(state_dir))
    for sub, devices in DEVICES.items():
        if not await hands.has_devices(people[sub]):
            hung += _speaking(devices, await hands.hang(people[sub], devices))
            keep_hung(hung, state_dir=state_dir)


def _speaking(
    devices: Sequence[DemoDevice], paired: Sequence[homes.DevicePaired]
) -> Iterator[Hung]:
    for device, given in zip(devices, paired, strict=True):
        if device.firmware is not None:
            yield Hung(
                str(given.device_id),
                device.room.value,
                device.firmware,
                device.battery,
                given.password,
                given.signing_key,
            )


class _Hands:
    def __init__(self, worker: Actor, keys: homes.DeviceKeys, clock: Clock, ids: Ids) -> None:
        self._worker, self._keys, self._clock, self._ids = worker, keys, clock, ids
        raised = homes.alarms_raised(clock=clock, ids=ids)
        self._door = homes.HomeDoor(keys=keys, raise_alarms=raised, clock=clock, ids=ids)

    async def has_devices(self, senior: UUID) -> bool:
        found = await homes.show_devices(self._worker, senior, clock=self._clock, ids=self._ids)
        return isinstance(found, homes.NotYourHome) or bool(found)

    async def hang(
        self, senior: UUID, devices: Sequence[DemoDevice]
    ) -> Sequence[homes.DevicePaired]:
        paired = [await self._pair(senior, device) for device in devices]
        said = [self._says(*each) for each in zip(devices, paired, strict=True)]
        await self._door.take([message for each in said for message in each])
        return paired

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
