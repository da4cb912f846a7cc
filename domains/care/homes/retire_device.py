"""A device is taken down, lost or stolen: nothing that it says is believed any more."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.homes.access import NotYourHome, SensorsNotWanted, plan_to_tend
from domains.care.homes.models import Device, Home
from domains.care.homes.registry import raise_version
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class DeviceRetired:
    """`changed` is False where it was retired before."""

    device_id: UUID
    changed: bool


async def retire_device(
    actor: Actor, device_id: UUID, *, clock: Clock, ids: Ids
) -> DeviceRetired | NotYourHome:
    """From this commit on it is refused, whatever the broker still believes."""
    async with in_transaction():
        device = await Device.get_or_none(id=device_id)
        home = None if device is None else await Home.get_or_none(id=device.home_id)
        if device is None or home is None:
            return NotYourHome()
        plan = await plan_to_tend(actor, home.senior_id, clock=clock)
        if isinstance(plan, NotYourHome | SensorsNotWanted):
            return NotYourHome()
        if device.retired_at is not None:
            return DeviceRetired(device_id, changed=False)
        version = await raise_version()
        if not await Device.filter(id=device_id, retired_at=None).update(
            retired_at=clock.now(), version=version
        ):
            return DeviceRetired(device_id, changed=False)
        await audit.record(
            actor,
            "care.device.retire",
            subject_id=home.senior_id,
            reference=device_id,
            clock=clock,
            ids=ids,
        )
        return DeviceRetired(device_id, changed=True)
