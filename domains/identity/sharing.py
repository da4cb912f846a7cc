"""A senior chooses who sees what: for each guardian for themselves, at any time, at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import SharingChanged
from domains.identity.models import Relation
from domains.identity.vocabulary import RelationKind, SharingScope
from domains.kernel import audit, outbox, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

EVERYTHING = frozenset(SharingScope)
UNSAID = EVERYTHING - {SharingScope.LOCATION}
"""What a senior shares who has said nothing: never where she is without her own word."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the guardian of this relation sees from now on."""

    relation_id: UUID
    scopes: frozenset[SharingScope]


@dataclass(frozen=True, slots=True)
class NotYoursToShare:
    """No standing guardian of the actor's, as whom they are the senior, has this relation."""


async def set_sharing(
    actor: Actor, relation_id: UUID, scopes: Collection[SharingScope], *, clock: Clock, ids: Ids
) -> Sharing | NotYoursToShare:
    """Choose what one guardian sees; choosing the same again changes nothing."""
    chosen, now = frozenset(scopes), clock.now()
    async with in_transaction():
        relation = await Relation.select_for_update().get_or_none(id=relation_id)
        if relation is None or not _chooses(actor, relation, now):
            return NotYoursToShare()
        if shared(relation.sharing, kind=relation.kind) != chosen:
            await _share(actor, relation, chosen, clock, ids)
        return Sharing(relation_id, chosen)


def shared(stored: Collection[str] | None, *, kind: RelationKind) -> frozenset[SharingScope]:
    """What a row says, and what its silence means: all of a child, of a senior all but where."""
    if stored is not None:
        return frozenset(SharingScope(scope) for scope in stored)
    return UNSAID if kind is RelationKind.SENIOR_GUARDIAN else EVERYTHING


async def may_see(*, holder_id: UUID, subject_id: UUID, scope: SharingScope, at: datetime) -> bool:
    """Whether the holder, as the subject's guardian, sees this much of them at a moment.

    A parent sees all of a child; a senior's guardian what the senior chose; oneself everything.
    """
    return holder_id == subject_id or holder_id in await guardians_seeing(
        subject_id, scope=scope, at=at
    )


async def guardians_seeing(subject_id: UUID, *, scope: SharingScope, at: datetime) -> list[UUID]:
    """Those guardians who see this much of the person at a moment, longest-standing first."""
    rows = await sql.fetch(
        """
        SELECT holder_id FROM identity.relations
        WHERE subject_id = $1 AND kind = ANY($2::text[])
          AND (sharing IS NULL AND (kind = $5 OR $3 = ANY($6::text[])) OR $3 = ANY(sharing))
          AND starts_at <= $4 AND (ends_at IS NULL OR ends_at > $4)
        ORDER BY starts_at, id
        """,
        subject_id,
        [RelationKind.PARENT_CHILD, RelationKind.SENIOR_GUARDIAN],
        scope,
        at,
        RelationKind.PARENT_CHILD,
        sorted(UNSAID),
    )
    return [row["holder_id"] for row in rows]


def _chooses(actor: Actor, relation: Relation, now: datetime) -> bool:
    stands = relation.ends_at is None or relation.ends_at > now
    chooser = actor.speaks_for is not None and actor.speaks_for == relation.subject_id
    return stands and chooser and relation.kind is RelationKind.SENIOR_GUARDIAN


async def _share(
    actor: Actor, relation: Relation, chosen: frozenset[SharingScope], clock: Clock, ids: Ids
) -> None:
    relation.sharing = sorted(chosen)
    await relation.save(update_fields=["sharing"])
    await audit.record(
        actor,
        "identity.relation.share",
        subject_id=relation.subject_id,
        reference=relation.id,
        clock=clock,
        ids=ids,
    )
    event = SharingChanged(
        relation.id, relation.holder_id, relation.subject_id, tuple(sorted(chosen))
    )
    await outbox.record(event, clock=clock, ids=ids)
