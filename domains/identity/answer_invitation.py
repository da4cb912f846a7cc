"""The other side accepts; either side may still call it off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import InvitationAccepted
from domains.identity.invitation_policy import Accept, Act, Cancel, NotPossible, Offer, Side, decide
from domains.identity.make_invitation import EvidenceWanted
from domains.identity.models import Invitation
from domains.identity.policy import age_on
from domains.identity.queries import people
from domains.identity.see_invitation import InvitationClosed, find_by_code, invited, other_side
from domains.identity.vocabulary import SharingScope
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids

ADULT = 19
"""민법 §4. A minor's guardian is claimed with evidence, whatever code they type."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The invitation moved on."""

    invitation_id: UUID


@dataclass(frozen=True, slots=True)
class NotAnAdult:
    """The one to be watched over is a minor, or no birth date is known: an officer must see."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the accepting side adds: the senior their choice, a guardian-to-be the evidence."""

    sharing: Collection[SharingScope] | None = None
    evidence: bytes | None = None


async def accept_invitation(
    actor: Actor, typed: str, answer: Answer, *, clock: Clock, ids: Ids
) -> Answered | InvitationClosed | EvidenceWanted | NotAnAdult:
    """Say yes to what the code asks; the inviter then sees who did, and confirms."""
    found = await find_by_code(typed)
    if found is None or actor.speaks_for is None:
        return InvitationClosed()
    async with in_transaction():
        row = await Invitation.select_for_update().get(id=found.id)
        side = other_side(row)
        if not _moved(row, Accept(actor.speaks_for), clock):
            return InvitationClosed()
        _fill(row, side, actor.speaks_for, answer)
        if row.offer is Offer.PARENT_CHILD and row.evidence is None:
            return EvidenceWanted()
        if row.offer is Offer.SENIOR_GUARDIAN and not await _is_adult(row.subject_id, clock):
            return NotAnAdult()
        await _store(actor, row, "accept", clock, ids)
        event = InvitationAccepted(row.id, row.inviter_id, actor.speaks_for)
        await outbox.record(event, clock=clock, ids=ids)
        return Answered(row.id)


async def cancel_invitation(
    actor: Actor, invitation_id: UUID, *, clock: Clock, ids: Ids
) -> Answered | InvitationClosed:
    """The inviter calls it off, or whoever accepted thinks better of it; the code is spent."""
    async with in_transaction():
        row = await Invitation.select_for_update().get_or_none(id=invitation_id)
        if row is None or actor.speaks_for is None:
            return InvitationClosed()
        if not _moved(row, Cancel(actor.speaks_for), clock):
            return InvitationClosed()
        row.closed_at = clock.now()
        await _store(actor, row, "cancel", clock, ids)
        return Answered(row.id)


def _moved(row: Invitation, act: Act, clock: Clock) -> bool:
    """Whether the policy lets the act happen; then the row is as the policy says."""
    after = decide(invited(row), act, now=clock.now())
    if isinstance(after, NotPossible):
        return False
    row.stage, row.accepted_by, row.expires_at = after.stage, after.accepted_by, after.expires_at
    return True


def _fill(row: Invitation, side: Side, accepter: UUID, answer: Answer) -> None:
    """The accepter takes the empty place, and adds only what is theirs to say."""
    if side is Side.HOLDER:
        row.holder_id = accepter
        row.evidence = answer.evidence
    else:
        row.subject_id = accepter
        if answer.sharing is not None:
            row.sharing = sorted(set(answer.sharing))


async def _is_adult(person_id: UUID | None, clock: Clock) -> bool:
    card = (await people([person_id])).get(person_id) if person_id else None
    born: date | None = card.birth_date if card else None
    return born is not None and age_on(born, seoul_date(clock.now())) >= ADULT


async def _store(actor: Actor, row: Invitation, verb: str, clock: Clock, ids: Ids) -> None:
    if verb == "accept":
        row.accepted_at = clock.now()
    await row.save()
    await audit.record(
        actor,
        f"identity.invitation.{verb}",
        subject_id=row.subject_id,
        reference=row.id,
        clock=clock,
        ids=ids,
    )
