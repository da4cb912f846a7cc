"""Ask somebody, by a code that they will type, to stand in or to be stood in for."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.invitation_code import code_hash, new_code, read_code
from domains.identity.invitation_policy import Offer, Side, Stage, first
from domains.identity.models import Invitation, Person
from domains.identity.queries import is_guardian
from domains.identity.vocabulary import SharingScope
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

MOST_OPEN = 10
KEPT = timedelta(days=30)
"""An invitation is history from its end on; so long the two sides can still read how it went."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is offered, and on which side the other would be.

    `about` is the child for whom a standing guardian seeks another one, or the person whose
    stand-in account is handed over; else the invitation is about the inviter. `evidence` is sealed
    for the holder, wanted where the inviter would become a legal guardian.
    """

    offer: Offer
    other_becomes: Side
    about: UUID | None = None
    sharing: Collection[SharingScope] | None = None
    evidence: bytes | None = None


@dataclass(frozen=True, slots=True)
class InvitationMade:
    """The code is shown this once and never stored."""

    invitation_id: UUID
    code: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class MayNotInvite:
    """Not for this person to offer; whether that person exists is not told."""


@dataclass(frozen=True, slots=True)
class EvidenceWanted:
    """Legal guardianship is claimed with evidence: say what will be shown."""


@dataclass(frozen=True, slots=True)
class TooManyInvitations:
    most: int = MOST_OPEN


InviteOutcome = InvitationMade | MayNotInvite | EvidenceWanted | TooManyInvitations


async def make_invitation(actor: Actor, ask: Ask, *, clock: Clock, ids: Ids) -> InviteOutcome:
    """A code for the other side, good for two days and once."""
    if ask.offer is Offer.TAKE_OVER or actor.speaks_for is None:
        return MayNotInvite()
    if _holder_shows_nothing(ask):
        return EvidenceWanted()
    if not await _may_invite(actor, ask, clock):
        return MayNotInvite()
    return await write_invitation(actor, actor.speaks_for, ask, clock=clock, ids=ids)


async def write_invitation(
    actor: Actor, inviter_id: UUID, ask: Ask, *, clock: Clock, ids: Ids
) -> InvitationMade | TooManyInvitations:
    """Store what the caller has found to be permitted."""
    code, now = new_code(), clock.now()
    hashed = await code_hash(read_code(code) or "")
    async with in_transaction():
        await Person.select_for_update().get(id=inviter_id)
        await sql.execute("DELETE FROM identity.invitations WHERE expires_at < $1", now - KEPT)
        if await _open_ones(inviter_id, now) >= MOST_OPEN:
            return TooManyInvitations()
        row = await Invitation.create(
            id=ids.new(), code_hash=hashed, **_asked(inviter_id, ask, now)
        )
        await audit.record(
            actor,
            "identity.invitation.make",
            subject_id=row.subject_id,
            reference=row.id,
            clock=clock,
            ids=ids,
        )
    return InvitationMade(row.id, code, row.expires_at)


def _asked(inviter_id: UUID, ask: Ask, now: datetime) -> dict[str, Any]:
    side = inviter_id if ask.about is None else ask.about
    invited = first(inviter_id=inviter_id, concerned_id=ask.about, now=now)
    return {
        "offer": ask.offer,
        "stage": invited.stage,
        "inviter_id": inviter_id,
        "holder_id": side if ask.other_becomes is Side.SUBJECT else None,
        "subject_id": side if ask.other_becomes is Side.HOLDER else None,
        "sharing": None if ask.sharing is None else sorted(set(ask.sharing)),
        "evidence": ask.evidence,
        "made_at": now,
        "expires_at": invited.expires_at,
    }


def _holder_shows_nothing(ask: Ask) -> bool:
    inviter_is_holder = ask.other_becomes is Side.SUBJECT
    return ask.offer is Offer.PARENT_CHILD and inviter_is_holder and ask.evidence is None


async def _may_invite(actor: Actor, ask: Ask, clock: Clock) -> bool:
    """About oneself anybody may; about a child only a standing guardian, who seeks another one."""
    if ask.about is None:
        return True
    if ask.offer is not Offer.PARENT_CHILD or ask.other_becomes is not Side.HOLDER:
        return False
    return actor.person_id is not None and await is_guardian(
        holder_id=actor.person_id, subject_id=ask.about, at=clock.now()
    )


async def _open_ones(inviter_id: UUID, now: datetime) -> int:
    return await Invitation.filter(
        inviter_id=inviter_id, stage__in=[Stage.OPEN, Stage.ACCEPTED], expires_at__gt=now
    ).count()
