"""End a relation: from this moment the holder sees and receives nothing about the subject."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity import policy
from domains.identity.events import RelationEnded
from domains.identity.kin import kin_of
from domains.identity.models import Relation
from domains.identity.offices import BETWEEN_PEOPLE, RELATIONS
from domains.identity.offices_held import may_give_here
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class Ended:
    relation_id: UUID


@dataclass(frozen=True, slots=True)
class AlreadyEnded:
    relation_id: UUID


@dataclass(frozen=True, slots=True)
class MayNotEnd:
    """The actor is no party to it, or it does not exist: the two look alike on purpose."""


EndOutcome = Ended | AlreadyEnded | MayNotEnd


async def end_relation(*, actor: Actor, relation_id: UUID, clock: Clock, ids: Ids) -> EndOutcome:
    """End a relation now. The row stays, with who ended it.

    The holder steps down, a senior dismisses, whoever may give it takes it back. An officer does
    not end what binds their own family.
    """
    async with in_transaction():
        relation = await Relation.select_for_update().get_or_none(id=relation_id)
        if relation is None or not await _may_end(actor, relation, clock):
            return MayNotEnd()
        if relation.ends_at is not None and relation.ends_at <= clock.now():
            return AlreadyEnded(relation_id)
        await _end(actor, relation, clock, ids)
        return Ended(relation_id)


async def _may_end(actor: Actor, relation: Relation, clock: Clock) -> bool:
    if policy.may_end_own_relation(
        actor,
        kind=relation.kind,
        holder_id=relation.holder_id,
        subject_id=relation.subject_id,
    ):
        return True
    return await _takes_back(actor, relation, clock)


async def _takes_back(actor: Actor, relation: Relation, clock: Clock) -> bool:
    personal = relation.kind in BETWEEN_PEOPLE
    unit_id = None if personal else relation.subject_id
    if actor.person_id is None or not await may_give_here(
        actor, RELATIONS[relation.kind], unit_id=unit_id, at=clock.now()
    ):
        return False
    bound = {relation.holder_id, relation.subject_id}
    return not personal or not bound & await kin_of(actor.person_id)


async def _end(actor: Actor, relation: Relation, clock: Clock, ids: Ids) -> None:
    relation.ends_at = clock.now()
    relation.ended_by = policy.granter(actor)
    await relation.save(update_fields=["ends_at", "ended_by"])
    await audit.record(
        actor,
        "identity.relation.end",
        subject_id=relation.subject_id,
        reference=relation.id,
        clock=clock,
        ids=ids,
    )
    event = RelationEnded(relation.id, relation.kind, relation.holder_id, relation.subject_id)
    await outbox.record(event, clock=clock, ids=ids)
