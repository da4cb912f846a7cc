"""Give somebody an office."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import RoleGranted
from domains.identity.models import RoleGrant
from domains.identity.policy import granter
from domains.identity.queries import roles_of
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """The person holds the role, from now or from before."""


@dataclass(frozen=True, slots=True)
class MayNotGrantRole:
    """Offices are given by the system alone until the city's own process is built."""


async def grant_role(
    *, actor: Actor, person_id: UUID, role: Role, clock: Clock, ids: Ids
) -> RoleHeld | MayNotGrantRole:
    """Grant an office from now on; granting it again changes nothing."""
    if actor.system is None:
        return MayNotGrantRole()
    async with in_transaction():
        if role in await roles_of(person_id, at=clock.now()):
            return RoleHeld()
        grant = await RoleGrant.create(
            id=ids.new(),
            person_id=person_id,
            role=role,
            starts_at=clock.now(),
            granted_by=granter(actor),
        )
        await audit.record(
            actor,
            "identity.role.grant",
            subject_id=person_id,
            reference=grant.id,
            clock=clock,
            ids=ids,
        )
        await outbox.record(RoleGranted(person_id, role), clock=clock, ids=ids)
        return RoleHeld()
