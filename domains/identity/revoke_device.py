"""A device is lost, sold or no longer trusted."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity import policy
from domains.identity.events import DeviceRevoked
from domains.identity.models import Device, Person
from domains.identity.queries import is_guardian
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Revoked:
    device_id: UUID


@dataclass(frozen=True, slots=True)
class MayNotRevoke:
    """Not the actor's to revoke, or unknown: the two look alike on purpose."""


async def revoke_device(
    *, actor: Actor, device_id: UUID, clock: Clock, ids: Ids
) -> Revoked | MayNotRevoke:
    """Its credential and its push token stop working at once; revoking again changes nothing."""
    async with in_transaction():
        device = await Device.select_for_update().get_or_none(id=device_id)
        if device is None or not await may_manage_devices_of(
            actor, owner_id=device.person_id, clock=clock
        ):
            return MayNotRevoke()
        if device.revoked_at is None:
            await _revoke(actor, device, clock, ids)
        return Revoked(device_id)


async def may_manage_devices_of(actor: Actor, *, owner_id: UUID, clock: Clock) -> bool:
    """Whether the actor may pair or revoke devices of this person now."""
    is_parent = actor.person_id is not None and await is_guardian(
        holder_id=actor.person_id, subject_id=owner_id, at=clock.now()
    )
    return policy.may_manage_device(
        actor,
        owner_id=owner_id,
        is_guardian_of_owner=is_parent,
        owner_is_young=is_parent and await _is_young(owner_id, clock=clock),
    )


async def _is_young(person_id: UUID, *, clock: Clock) -> bool:
    owner = await Person.get(id=person_id)
    return policy.is_young(owner.birth_date, seoul_date(clock.now()))


async def _revoke(actor: Actor, device: Device, clock: Clock, ids: Ids) -> None:
    device.revoked_at = clock.now()
    device.push_token = None
    await device.save(update_fields=["revoked_at", "push_token"])
    await audit.record(
        actor,
        "identity.device.revoke",
        subject_id=device.person_id,
        reference=device.id,
        clock=clock,
        ids=ids,
    )
    await outbox.record(DeviceRevoked(device.id, device.person_id), clock=clock, ids=ids)
