"""Tie a holder to a subject: a parent to a child, a guardian to a senior, an officer to a dong."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from domains.identity import policy
from domains.identity.events import RelationGranted
from domains.identity.models import Person, Relation
from domains.identity.vocabulary import RelationKind
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Granted:
    relation_id: UUID


@dataclass(frozen=True, slots=True)
class AlreadyStands:
    """The same tie is open: nothing was changed."""

    relation_id: UUID


@dataclass(frozen=True, slots=True)
class MayNotGrant:
    """The actor is neither the system nor staff who check evidence, or grants to themselves."""


@dataclass(frozen=True, slots=True)
class NobodyToTie:
    """The holder, or a subject that must be a person, is unknown."""


GrantOutcome = Granted | AlreadyStands | MayNotGrant | NobodyToTie

BETWEEN_PEOPLE = frozenset({RelationKind.PARENT_CHILD, RelationKind.SENIOR_GUARDIAN})


@dataclass(frozen=True, slots=True)
class Tie:
    """Who would stand in for whom, and on what evidence; `ends_at` None is until ended."""

    kind: RelationKind
    holder_id: UUID
    subject_id: UUID
    evidence: str | None = None
    ends_at: datetime | None = None


async def grant_relation(*, actor: Actor, tie: Tie, clock: Clock, ids: Ids) -> GrantOutcome:
    """Grant a relation from now on; one open relation per kind, holder and subject."""
    if not policy.may_grant_relation(actor) or policy.grants_to_self(
        actor, holder_id=tie.holder_id
    ):
        return MayNotGrant()
    async with in_transaction():
        if not await _lock_people(tie):
            return NobodyToTie()
        standing = await _standing(tie, clock)
        if standing is not None:
            return AlreadyStands(standing.id)
        return await _grant(actor, tie, clock, ids)


async def _grant(actor: Actor, tie: Tie, clock: Clock, ids: Ids) -> Granted:
    relation = await Relation.create(
        id=ids.new(),
        kind=tie.kind,
        holder_id=tie.holder_id,
        subject_id=tie.subject_id,
        starts_at=clock.now(),
        ends_at=tie.ends_at,
        granted_by=policy.granter(actor),
        evidence=tie.evidence,
    )
    await audit.record(
        actor,
        "identity.relation.grant",
        subject_id=tie.subject_id,
        reference=relation.id,
        clock=clock,
        ids=ids,
    )
    event = RelationGranted(relation.id, tie.kind, tie.holder_id, tie.subject_id)
    await outbox.record(event, clock=clock, ids=ids)
    return Granted(relation.id)


async def _lock_people(tie: Tie) -> bool:
    """Two grants to one holder wait for each other; False when somebody does not exist."""
    wanted = {tie.holder_id}
    if tie.kind in BETWEEN_PEOPLE:
        wanted.add(tie.subject_id)
    found = await Person.select_for_update().filter(id__in=wanted).order_by("id")
    return len(found) == len(wanted)


async def _standing(tie: Tie, clock: Clock) -> Relation | None:
    return await Relation.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now()),
        kind=tie.kind,
        holder_id=tie.holder_id,
        subject_id=tie.subject_id,
    ).first()
