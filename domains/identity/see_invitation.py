"""What a code asks, before anything is accepted; and the invitations that somebody is a side of."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from domains.identity.invitation_code import code_hash, read_code
from domains.identity.invitation_policy import Invited, Offer, Side, Stage
from domains.identity.models import Invitation
from domains.identity.queries import people
from domains.identity.sharing import shared
from domains.identity.vocabulary import PersonCard, RelationKind, SharingScope
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class InvitationView:
    """Who asks for what. Names, for two people who are to know each other, and nothing else."""

    invitation_id: UUID
    offer: Offer
    stage: Stage
    other_becomes: Side
    inviter_id: UUID
    inviter_name: str = field(repr=False)
    about_name: str | None = field(repr=False)
    accepted_by: UUID | None
    accepted_name: str | None = field(repr=False)
    sharing: frozenset[SharingScope] | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationClosed:
    """No open invitation has this code: mistyped, expired, used, cancelled or never made."""


async def see_invitation(
    actor: Actor, typed: str, *, clock: Clock
) -> InvitationView | InvitationClosed:
    """What the code asks of the actor. Limit how often somebody may try: codes are short."""
    row = await find_by_code(typed)
    if row is None or row.stage is not Stage.OPEN or clock.now() >= row.expires_at:
        return InvitationClosed()
    if actor.speaks_for is None or actor.speaks_for == row.inviter_id:
        return InvitationClosed()
    return (await _views([row]))[0]


async def my_invitations(actor: Actor, *, limit: int, before: UUID | None) -> list[InvitationView]:
    """Those that the actor made or accepted, newest first, with how they stand."""
    mine = Invitation.filter(Q(inviter_id=actor.speaks_for) | Q(accepted_by=actor.speaks_for))
    if before is not None:
        mine = mine.filter(id__lt=before)
    return await _views(await mine.order_by("-id").limit(limit))


async def find_by_code(typed: str) -> Invitation | None:
    """The invitation of this code, whatever became of it; a slip costs no look-up."""
    code = read_code(typed)
    return None if code is None else await Invitation.get_or_none(code_hash=await code_hash(code))


def invited(row: Invitation) -> Invited:
    """The row as the policy knows it."""
    named = {row.holder_id, row.subject_id} - {None, row.inviter_id, row.accepted_by}
    return Invited(
        stage=row.stage,
        inviter_id=row.inviter_id,
        expires_at=row.expires_at,
        concerned_id=next(iter(named), None),
        accepted_by=row.accepted_by,
    )


def other_side(row: Invitation) -> Side:
    """Where the one who accepts stands, or stood."""
    open_or_filled = (None, row.accepted_by)
    return Side.HOLDER if row.holder_id in open_or_filled else Side.SUBJECT


async def _views(rows: list[Invitation]) -> list[InvitationView]:
    named = {who for row in rows for who in (row.inviter_id, row.accepted_by, _about(row)) if who}
    cards = await people(named)
    return [_view(row, cards) for row in rows]


def _about(row: Invitation) -> UUID | None:
    return invited(row).concerned_id


def _view(row: Invitation, cards: dict[UUID, PersonCard]) -> InvitationView:
    return InvitationView(
        invitation_id=row.id,
        offer=row.offer,
        stage=row.stage,
        other_becomes=other_side(row),
        inviter_id=row.inviter_id,
        inviter_name=_name(row.inviter_id, cards) or "",
        about_name=_name(_about(row), cards),
        accepted_by=row.accepted_by,
        accepted_name=_name(row.accepted_by, cards),
        sharing=shared(row.sharing, kind=RelationKind.SENIOR_GUARDIAN)
        if row.offer is Offer.SENIOR_GUARDIAN
        else None,
        expires_at=row.expires_at,
    )


def _name(person_id: UUID | None, cards: dict[UUID, PersonCard]) -> str | None:
    return cards[person_id].display_name if person_id in cards else None
