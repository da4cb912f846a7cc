"""Somebody says that they stand in for a person, and shows why; officers wait for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import GuardianshipClaimed
from domains.identity.models import GuardianshipClaim, Person
from domains.identity.offices import RELATIONS
from domains.identity.offices_held import may_give_here
from domains.identity.vocabulary import RelationKind
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

MOST_OPEN = 5
"""Claims of one person that may wait at once: the queue is no place to try out names."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed. `evidence` is sealed under the holder's key (`kernel.personal`).

    A subject whom nobody knows is not told apart from one who exists: the officer sees.
    """

    kind: RelationKind
    holder_id: UUID
    subject_id: UUID
    evidence: bytes
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """It waits for an officer, from now or from before."""

    claim_id: UUID


@dataclass(frozen=True, slots=True)
class MayNotClaim:
    """For somebody else only an officer brings a claim; and it is about a guardianship only."""


@dataclass(frozen=True, slots=True)
class TooManyClaims:
    most: int = MOST_OPEN


ClaimOutcome = Claimed | MayNotClaim | TooManyClaims


async def claim_guardianship(actor: Actor, claim: Claim, *, clock: Clock, ids: Ids) -> ClaimOutcome:
    """Bring a claim: the holder for themselves, or the officer who saw the evidence."""
    async with in_transaction():
        if not await _may_claim(actor, claim, clock):
            return MayNotClaim()
        return await bring_claim(actor, claim, clock=clock, ids=ids)


async def bring_claim(
    actor: Actor, claim: Claim, *, clock: Clock, ids: Ids, endorsed_by: UUID | None = None
) -> Claimed | TooManyClaims:
    """Put the claim into the queue, in the caller's transaction, which has decided that it may."""
    await Person.select_for_update().get_or_none(id=claim.holder_id)
    waiting = await GuardianshipClaim.filter(holder_id=claim.holder_id, decided_at=None)
    for before in waiting:
        if (before.kind, before.subject_id) == (claim.kind, claim.subject_id):
            return Claimed(before.id)
    if len(waiting) >= MOST_OPEN:
        return TooManyClaims()
    return await _bring(actor, claim, endorsed_by, clock, ids)


async def _may_claim(actor: Actor, claim: Claim, clock: Clock) -> bool:
    rule = RELATIONS[claim.kind]
    if not rule.four_eyes or claim.holder_id == claim.subject_id:
        return False
    if actor.speaks_for is not None and actor.speaks_for == claim.holder_id:
        return True
    return await may_give_here(actor, rule, unit_id=None, at=clock.now())


async def _bring(
    actor: Actor, claim: Claim, endorsed_by: UUID | None, clock: Clock, ids: Ids
) -> Claimed:
    row = await GuardianshipClaim.create(
        id=ids.new(),
        kind=claim.kind,
        holder_id=claim.holder_id,
        subject_id=claim.subject_id,
        brought_by=actor.person_id,
        endorsed_by=endorsed_by,
        evidence=claim.evidence,
        ends_at=claim.ends_at,
        brought_at=clock.now(),
    )
    await audit.record(
        actor,
        "identity.guardianship.claim",
        subject_id=claim.subject_id,
        reference=row.id,
        clock=clock,
        ids=ids,
    )
    event = GuardianshipClaimed(row.id, claim.kind, claim.holder_id, claim.subject_id)
    await outbox.record(event, clock=clock, ids=ids)
    return Claimed(row.id)
