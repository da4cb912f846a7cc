"""Tie a holder to a subject: a teacher to a class, a merchant to a shop, an officer to a dong."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from domains.identity import policy
from domains.identity.events import RelationGranted
from domains.identity.models import Person, Relation
from domains.identity.offices import BETWEEN_PEOPLE, RELATIONS
from domains.identity.offices_held import may_give_here
from domains.identity.vocabulary import RelationKind, SharingScope
from domains.kernel import audit, outbox, personal
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
    """The actor holds no office that gives this tie here, or would give it to themselves."""


@dataclass(frozen=True, slots=True)
class NobodyToTie:
    """The holder, or a subject that must be a person, is unknown."""


GrantOutcome = Granted | AlreadyStands | MayNotGrant | NobodyToTie


@dataclass(frozen=True, slots=True)
class Tie:
    """Who would stand in for whom, and on what evidence; `ends_at` None is until ended."""

    kind: RelationKind
    holder_id: UUID
    subject_id: UUID
    evidence: str | None = None
    ends_at: datetime | None = None
    sharing: frozenset[SharingScope] | None = None
    """What a senior lets the guardian see; None is everything."""


async def grant_relation(*, actor: Actor, tie: Tie, clock: Clock, ids: Ids) -> GrantOutcome:
    """Grant a relation from now on; one open relation per kind, holder and subject.

    Who may is said by `offices.RELATIONS`. Ties between people need a claim and a second officer
    (`claim_guardianship`), or both sides' word (`invitations`): only the system grants them here.
    """
    async with in_transaction():
        if not await _may_grant(actor, tie, clock):
            return MayNotGrant()
        return await tie_people(actor, tie, clock=clock, ids=ids)


async def tie_people(
    actor: Actor, tie: Tie, *, clock: Clock, ids: Ids
) -> Granted | AlreadyStands | NobodyToTie:
    """Let the tie stand, in the caller's transaction, which has decided that it may."""
    if not await _lock_people(tie):
        return NobodyToTie()
    standing = await standing_tie(tie, clock)
    if standing is not None:
        return AlreadyStands(standing.id)
    return await _grant(actor, tie, clock, ids)


async def _may_grant(actor: Actor, tie: Tie, clock: Clock) -> bool:
    if actor.system is not None:
        return True
    rule = RELATIONS[tie.kind]
    if rule.four_eyes or actor.person_id == tie.holder_id:
        return False
    return await may_give_here(actor, rule, unit_id=tie.subject_id, at=clock.now())


async def _grant(actor: Actor, tie: Tie, clock: Clock, ids: Ids) -> Granted:
    relation = await Relation.create(
        id=ids.new(),
        kind=tie.kind,
        holder_id=tie.holder_id,
        subject_id=tie.subject_id,
        starts_at=clock.now(),
        ends_at=tie.ends_at,
        granted_by=policy.granter(actor),
        evidence=await _sealed(tie),
        sharing=None if tie.sharing is None else sorted(tie.sharing),
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


async def _sealed(tie: Tie) -> bytes | None:
    return None if tie.evidence is None else await personal.seal(tie.holder_id, tie.evidence)


async def _lock_people(tie: Tie) -> bool:
    """Two grants to one holder wait for each other; False when somebody does not exist."""
    wanted = {tie.holder_id}
    if tie.kind in BETWEEN_PEOPLE:
        wanted.add(tie.subject_id)
    found = await Person.select_for_update().filter(id__in=wanted).order_by("id")
    return len(found) == len(wanted)


async def standing_tie(tie: Tie, clock: Clock) -> Relation | None:
    """The same tie, where it stands now."""
    return await Relation.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now()),
        kind=tie.kind,
        holder_id=tie.holder_id,
        subject_id=tie.subject_id,
    ).first()
