"""The second check: an officer who is no party to a claim confirms it, or refuses with a reason."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import GuardianshipConfirmed, GuardianshipRefused
from domains.identity.grant_relation import NobodyToTie, Tie, tie_people
from domains.identity.guardianship_queue import may_judge, parties
from domains.identity.models import GuardianshipClaim
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.events import Event
from domains.kernel.ids import Ids


class ClaimDecision(StrEnum):
    """How a claim ended."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Decided:
    """The claim's end; `relation_id` where it was confirmed."""

    claim_id: UUID
    decision: ClaimDecision
    relation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NoSuchClaim:
    """None waits that this actor may decide: unknown, decided, their own, or their family's."""


@dataclass(frozen=True, slots=True)
class NobodyToGuard:
    """Nobody is known by the claimed id: nothing to confirm, only to refuse."""


async def confirm_guardianship(
    actor: Actor, claim_id: UUID, *, clock: Clock, ids: Ids
) -> Decided | NoSuchClaim | NobodyToGuard:
    """From now on the claimed tie stands."""
    async with in_transaction():
        claim = await _waiting(actor, claim_id, clock)
        if claim is None:
            return NoSuchClaim()
        tie = Tie(claim.kind, claim.holder_id, claim.subject_id, ends_at=claim.ends_at)
        stands = await tie_people(actor, tie, clock=clock, ids=ids)
        if isinstance(stands, NobodyToTie):
            return NobodyToGuard()
        claim.relation_id = stands.relation_id
        event = GuardianshipConfirmed(
            claim.id, stands.relation_id, claim.holder_id, claim.subject_id
        )
        return await _close(actor, claim, ClaimDecision.CONFIRMED, event, clock, ids)


async def refuse_guardianship(
    actor: Actor, claim_id: UUID, *, reason: bytes, clock: Clock, ids: Ids
) -> Decided | NoSuchClaim:
    """The evidence was not enough; `reason` is sealed for the holder, who reads it."""
    async with in_transaction():
        claim = await _waiting(actor, claim_id, clock)
        if claim is None:
            return NoSuchClaim()
        claim.reason = reason
        event = GuardianshipRefused(claim.id, claim.holder_id, claim.subject_id)
        return await _close(actor, claim, ClaimDecision.REFUSED, event, clock, ids)


async def withdraw_claim(
    actor: Actor, claim_id: UUID, *, clock: Clock, ids: Ids
) -> Decided | NoSuchClaim:
    """Whoever brought it, or would be the holder, takes it back."""
    async with in_transaction():
        claim = await _locked(claim_id)
        if claim is None or actor.speaks_for not in (claim.holder_id, claim.brought_by):
            return NoSuchClaim()
        return await _close(actor, claim, ClaimDecision.WITHDRAWN, None, clock, ids)


async def holder_of_claim(actor: Actor, claim_id: UUID, *, clock: Clock) -> UUID | None:
    """For whom a reason must be sealed; None where the actor may not decide the claim."""
    claim = await GuardianshipClaim.get_or_none(id=claim_id, decided_at=None)
    if claim is None or not await may_judge(actor, parties(claim), at=clock.now()):
        return None
    return claim.holder_id


async def _waiting(actor: Actor, claim_id: UUID, clock: Clock) -> GuardianshipClaim | None:
    claim = await _locked(claim_id)
    if claim is None or not await may_judge(actor, parties(claim), at=clock.now()):
        return None
    return claim


async def _locked(claim_id: UUID) -> GuardianshipClaim | None:
    return await GuardianshipClaim.select_for_update().get_or_none(id=claim_id, decided_at=None)


async def _close(
    actor: Actor,
    claim: GuardianshipClaim,
    decision: ClaimDecision,
    event: Event | None,
    clock: Clock,
    ids: Ids,
) -> Decided:
    claim.decision, claim.decided_by, claim.decided_at = decision, actor.person_id, clock.now()
    await claim.save()
    await audit.record(
        actor,
        f"identity.guardianship.{decision}",
        subject_id=claim.subject_id,
        reference=claim.id,
        clock=clock,
        ids=ids,
    )
    if event is not None:
        await outbox.record(event, clock=clock, ids=ids)
    return Decided(claim.id, decision, claim.relation_id)
