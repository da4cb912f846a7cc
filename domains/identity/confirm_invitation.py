"""The inviter has seen who accepted, and says yes: what was offered comes about."""

from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.claim_guardianship import Claim, Claimed, TooManyClaims, bring_claim
from domains.identity.grant_relation import AlreadyStands, Granted, NobodyToTie, Tie, tie_people
from domains.identity.invitation_policy import Confirm, NotPossible, Offer, decide
from domains.identity.models import Invitation
from domains.identity.queries import is_guardian
from domains.identity.see_invitation import InvitationClosed, invited
from domains.identity.sharing import shared
from domains.identity.take_over import NotAFreshAccount, TakenOver, take_over
from domains.identity.vocabulary import RelationKind
from domains.kernel import audit
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class NobodyThere:
    """One of the two no longer exists here, or may no longer ask for this."""


Outcome = Granted | AlreadyStands | Claimed | TakenOver
"""A guardian of a senior stands at once; a legal guardian waits for an officer."""

ConfirmOutcome = Outcome | InvitationClosed | TooManyClaims | NotAFreshAccount | NobodyThere


async def confirm_invitation(
    actor: Actor, invitation_id: UUID, *, clock: Clock, ids: Ids
) -> ConfirmOutcome:
    """Let happen what was offered and accepted, once. A refusal leaves the invitation open."""
    async with in_transaction():
        row = await Invitation.select_for_update().get_or_none(id=invitation_id)
        if row is None or actor.speaks_for is None:
            return InvitationClosed()
        after = decide(invited(row), Confirm(actor.speaks_for), now=clock.now())
        if isinstance(after, NotPossible):
            return InvitationClosed()
        outcome = await _come_about(actor, row, clock, ids)
        if not isinstance(outcome, Outcome):
            return outcome
        row.stage, row.closed_at, row.outcome_id = after.stage, clock.now(), _made(outcome)
        await row.save()
        await _note(actor, row, clock, ids)
        return outcome


async def _come_about(
    actor: Actor, row: Invitation, clock: Clock, ids: Ids
) -> Outcome | TooManyClaims | NotAFreshAccount | NobodyThere:
    if row.holder_id is None or row.subject_id is None:
        return NobodyThere()
    match row.offer:
        case Offer.SENIOR_GUARDIAN:
            sharing = shared(row.sharing, kind=RelationKind.SENIOR_GUARDIAN)
            tie = Tie(RelationKind.SENIOR_GUARDIAN, row.holder_id, row.subject_id, sharing=sharing)
            stands = await tie_people(actor, tie, clock=clock, ids=ids)
            return NobodyThere() if isinstance(stands, NobodyToTie) else stands
        case Offer.PARENT_CHILD:
            return await _claim(actor, row, row.holder_id, row.subject_id, clock, ids)
        case Offer.TAKE_OVER:
            return await take_over(
                actor, person_id=row.subject_id, newcomer=row.holder_id, clock=clock, ids=ids
            )
        case unreachable:
            assert_never(unreachable)


async def _claim(
    actor: Actor, row: Invitation, holder: UUID, subject: UUID, clock: Clock, ids: Ids
) -> Claimed | TooManyClaims | NobodyThere:
    if row.evidence is None or not await _still_guards(row, holder, subject, clock):
        return NobodyThere()
    claim = Claim(RelationKind.PARENT_CHILD, holder, subject, row.evidence)
    other = row.inviter_id if row.inviter_id != holder else row.accepted_by
    return await bring_claim(actor, claim, clock=clock, ids=ids, endorsed_by=other)


async def _still_guards(row: Invitation, holder: UUID, subject: UUID, clock: Clock) -> bool:
    """Whoever seeks another guardian for a child must be one still."""
    if row.inviter_id in (holder, subject):
        return True
    return await is_guardian(holder_id=row.inviter_id, subject_id=subject, at=clock.now())


def _made(outcome: Outcome) -> UUID:
    match outcome:
        case Granted(relation_id=key) | AlreadyStands(relation_id=key):
            return key
        case Claimed(claim_id=key):
            return key
        case TakenOver(stand_in_id=key):
            return key
        case unreachable:
            assert_never(unreachable)


async def _note(actor: Actor, row: Invitation, clock: Clock, ids: Ids) -> None:
    await audit.record(
        actor,
        "identity.invitation.confirm",
        subject_id=row.subject_id,
        reference=row.id,
        clock=clock,
        ids=ids,
    )
