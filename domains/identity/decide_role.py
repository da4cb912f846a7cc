"""The second pair of eyes on an office that takes two: confirm it, or not."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.grant_role import RoleHeld, give_role, may_give_role
from domains.identity.models import Person, RoleProposal
from domains.identity.offices import ROLES
from domains.identity.offices_held import offices_held
from domains.kernel import audit
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class RoleDeclined:
    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class NoSuchProposal:
    """None waits that this actor may decide: their own proposal and their own office are not."""


@dataclass(frozen=True, slots=True)
class ProposalView:
    """An office that waits for the second pair of eyes."""

    proposal_id: UUID
    person_id: UUID
    role: Role
    proposed_by: UUID
    proposed_at: datetime
    ends_at: datetime | None


async def decide_role(
    actor: Actor, proposal_id: UUID, *, confirm: bool, clock: Clock, ids: Ids
) -> RoleHeld | RoleDeclined | NoSuchProposal:
    """Somebody else than the proposer and the holder-to-be decides, once."""
    async with in_transaction():
        row = await RoleProposal.select_for_update().get_or_none(id=proposal_id, decided_at=None)
        if row is None or not await _may_decide(actor, row, clock):
            return NoSuchProposal()
        row.decided_by, row.decided_at, row.confirmed = actor.person_id, clock.now(), confirm
        await row.save()
        await audit.record(
            actor,
            "identity.role.confirm" if confirm else "identity.role.decline",
            subject_id=row.person_id,
            reference=row.id,
            clock=clock,
            ids=ids,
        )
        if not confirm:
            return RoleDeclined(row.id)
        await Person.select_for_update().get(id=row.person_id)
        return await give_role(
            actor, row.person_id, row.role, row.unit_id, row.ends_at, clock=clock, ids=ids
        )


async def role_proposals(
    actor: Actor, *, limit: int, after: UUID | None, clock: Clock
) -> list[ProposalView]:
    """The proposals that this actor may decide, oldest first."""
    if actor.person_id is None:
        return []
    held = {office.role for office in await offices_held(actor.person_id, at=clock.now())}
    waiting = RoleProposal.filter(
        decided_at=None, role__in=[role for role, rule in ROLES.items() if rule.by & held]
    ).exclude(proposed_by=actor.person_id)
    waiting = waiting.exclude(person_id=actor.person_id)
    if after is not None:
        waiting = waiting.filter(id__gt=after)
    return [
        ProposalView(row.id, row.person_id, row.role, row.proposed_by, row.proposed_at, row.ends_at)
        for row in await waiting.order_by("id").limit(limit)
    ]


async def _may_decide(actor: Actor, row: RoleProposal, clock: Clock) -> bool:
    if actor.person_id is None or actor.person_id == row.proposed_by:
        return False
    return await may_give_role(actor, row.person_id, row.role, row.unit_id, clock)
