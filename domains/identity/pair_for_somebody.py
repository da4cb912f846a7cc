"""A person pairs a tracker for themselves, a guardian for their child."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.device_credentials import pair_tracker
from domains.identity.revoke_device import may_manage_devices_of
from domains.identity.vocabulary import TrackerCredential
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class MayNotPair:
    """The owner is not in the actor's care, or unknown: the two look alike on purpose."""


async def pair_tracker_for(
    *, actor: Actor, owner_id: UUID, name: str, clock: Clock, ids: Ids
) -> TrackerCredential | MayNotPair:
    """The new tracker's credential: its secret is told this once and never again."""
    async with in_transaction():
        if not await may_manage_devices_of(actor, owner_id=owner_id, clock=clock):
            return MayNotPair()
        paired = await pair_tracker(person_id=owner_id, name=name, clock=clock, ids=ids)
        await audit.record(
            actor,
            "identity.device.pair",
            subject_id=owner_id,
            reference=paired.device_id,
            clock=clock,
            ids=ids,
        )
        return paired
