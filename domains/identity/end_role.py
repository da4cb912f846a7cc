"""An office ends, and with it every session whose tokens still speak of it."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.end_sessions_of_person import end_sessions_of_person
from domains.identity.events import RoleEnded
from domains.identity.grant_role import may_give_role
from domains.identity.models import RoleGrant
from domains.identity.policy import granter
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class RoleOver:
    """The office is not held any more, from now or from before."""

    grant_id: UUID


@dataclass(frozen=True, slots=True)
class MayNotEndRole:
    """Not this actor's to end, or no such office: the two look alike on purpose."""


async def end_role(
    *, actor: Actor, grant_id: UUID, clock: Clock, ids: Ids
) -> RoleOver | MayNotEndRole:
    """End an office now: its holder steps down, or whoever may give it takes it back.

    One pair of eyes is enough to take away what takes two to give.
    """
    async with in_transaction():
        grant = await RoleGrant.select_for_update().get_or_none(id=grant_id)
        if grant is None or not await _may_end(actor, grant, clock):
            return MayNotEndRole()
        if grant.ends_at is not None and grant.ends_at <= clock.now():
            return RoleOver(grant_id)
        await _end(actor, grant, clock, ids)
        return RoleOver(grant_id)


async def _may_end(actor: Actor, grant: RoleGrant, clock: Clock) -> bool:
    steps_down = actor.person_id == grant.person_id and actor.stand_in_id is None
    return steps_down or await may_give_role(
        actor, grant.person_id, grant.role, grant.unit_id, clock
    )


async def _end(actor: Actor, grant: RoleGrant, clock: Clock, ids: Ids) -> None:
    grant.ends_at, grant.ended_by = clock.now(), granter(actor)
    await grant.save(update_fields=["ends_at", "ended_by"])
    await audit.record(
        actor,
        "identity.role.end",
        subject_id=grant.person_id,
        reference=grant.id,
        clock=clock,
        ids=ids,
    )
    await outbox.record(RoleEnded(grant.person_id, grant.role), clock=clock, ids=ids)
    await end_sessions_of_person(grant.person_id, because="role_ended", clock=clock, ids=ids)
