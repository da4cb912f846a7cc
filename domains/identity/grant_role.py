"""Give somebody an office: as `offices.ROLES` says, never to oneself, some only by two."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import RoleGranted
from domains.identity.models import Person, RoleGrant, RoleProposal
from domains.identity.offices import ROLES
from domains.identity.offices_held import may_give_here, offices_held
from domains.identity.policy import granter
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """The person holds the office, from now or from before."""

    grant_id: UUID


@dataclass(frozen=True, slots=True)
class RoleProposed:
    """It waits for a second who may give it."""

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class MayNotGrantRole:
    """The actor may not give this office here, to this person; or nobody has this id."""


async def grant_role(
    *,
    actor: Actor,
    person_id: UUID,
    role: Role,
    clock: Clock,
    ids: Ids,
    unit_id: UUID | None = None,
    ends_at: datetime | None = None,
) -> RoleHeld | RoleProposed | MayNotGrantRole:
    """Grant an office from now on, until `ends_at` if any; granting it again changes nothing."""
    async with in_transaction():
        if not await may_give_role(actor, person_id, role, unit_id, clock):
            return MayNotGrantRole()
        if await Person.select_for_update().get_or_none(id=person_id) is None:
            return MayNotGrantRole()
        if ROLES[role].four_eyes and actor.system is None:
            return await _propose(actor, person_id, role, ends_at, clock, ids)
        return await give_role(actor, person_id, role, unit_id, ends_at, clock=clock, ids=ids)


async def may_give_role(
    actor: Actor, person_id: UUID, role: Role, unit_id: UUID | None, clock: Clock
) -> bool:
    """Whether the actor may give, and take back, this office of this person."""
    if actor.system is not None:
        return True
    if actor.person_id == person_id or actor.stand_in_id is not None:
        return False
    return await may_give_here(actor, ROLES[role], unit_id=unit_id, at=clock.now())


async def give_role(
    actor: Actor,
    person_id: UUID,
    role: Role,
    unit_id: UUID | None,
    ends_at: datetime | None,
    *,
    clock: Clock,
    ids: Ids,
) -> RoleHeld:
    """Let the office be held, in the caller's transaction, which has decided that it may."""
    for office in await offices_held(person_id, at=clock.now()):
        if (office.role, office.unit_id) == (role, unit_id):
            return RoleHeld(office.grant_id)
    grant = await RoleGrant.create(
        id=ids.new(),
        person_id=person_id,
        role=role,
        unit_id=unit_id,
        starts_at=clock.now(),
        ends_at=ends_at,
        granted_by=granter(actor),
    )
    await _note(actor, "grant", person_id, grant.id, clock, ids)
    await outbox.record(RoleGranted(person_id, role), clock=clock, ids=ids)
    return RoleHeld(grant.id)


async def _propose(
    actor: Actor, person_id: UUID, role: Role, ends_at: datetime | None, clock: Clock, ids: Ids
) -> RoleHeld | RoleProposed:
    for office in await offices_held(person_id, at=clock.now()):
        if office.role is role:
            return RoleHeld(office.grant_id)
    waiting = await RoleProposal.get_or_none(person_id=person_id, role=role, decided_at=None)
    if waiting is None:
        waiting = await RoleProposal.create(
            id=ids.new(),
            person_id=person_id,
            role=role,
            ends_at=ends_at,
            proposed_by=actor.person_id,
            proposed_at=clock.now(),
        )
        await _note(actor, "propose", person_id, waiting.id, clock, ids)
    return RoleProposed(waiting.id)


async def _note(
    actor: Actor, verb: str, person_id: UUID, reference: UUID, clock: Clock, ids: Ids
) -> None:
    await audit.record(
        actor,
        f"identity.role.{verb}",
        subject_id=person_id,
        reference=reference,
        clock=clock,
        ids=ids,
    )
