"""Pure decisions about an invitation: asked by one side, accepted by the other, confirmed, once.

    open --accept--> accepted --confirm--> confirmed
      \\--cancel--> cancelled <--cancel--/

Only the inviter confirms, after seeing who accepted; either side may cancel what is not confirmed.
Nothing ever leaves `confirmed` or `cancelled`, and from `expires_at` on nothing moves at all.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never
from uuid import UUID

LIVES = timedelta(hours=48)
"""Until somebody must have accepted; from then again, until the inviter must have confirmed."""


class Offer(StrEnum):
    """What comes of an invitation."""

    PARENT_CHILD = "parent_child"
    SENIOR_GUARDIAN = "senior_guardian"
    TAKE_OVER = "take_over"


class Side(StrEnum):
    """Which end of the tie somebody would be: who stands in, or who is stood in for."""

    HOLDER = "holder"
    SUBJECT = "subject"


class Stage(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Invited:
    """Where an invitation stands."""

    stage: Stage
    inviter_id: UUID
    expires_at: datetime
    concerned_id: UUID | None = None
    """Whom it is about besides the inviter; they cannot be the other side of it too."""
    accepted_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Accept:
    by: UUID


@dataclass(frozen=True, slots=True)
class Confirm:
    by: UUID


@dataclass(frozen=True, slots=True)
class Cancel:
    by: UUID


Act = Accept | Confirm | Cancel


@dataclass(frozen=True, slots=True)
class NotPossible:
    """Not this person's to do, or not any more; which of the two is not told."""


def first(*, inviter_id: UUID, concerned_id: UUID | None, now: datetime) -> Invited:
    """A fresh invitation."""
    return Invited(Stage.OPEN, inviter_id, now + LIVES, concerned_id)


def decide(state: Invited, act: Act, *, now: datetime) -> Invited | NotPossible:
    """Where the act leads, or that it leads nowhere: then nothing changes."""
    if now >= state.expires_at:
        return NotPossible()
    match act:
        case Accept(by=by):
            return _accept(state, by, now)
        case Confirm(by=by):
            return _confirm(state, by)
        case Cancel(by=by):
            return _cancel(state, by)
        case unreachable:
            assert_never(unreachable)


def _accept(state: Invited, by: UUID, now: datetime) -> Invited | NotPossible:
    if state.stage is not Stage.OPEN or by in (state.inviter_id, state.concerned_id):
        return NotPossible()
    return replace(state, stage=Stage.ACCEPTED, accepted_by=by, expires_at=now + LIVES)


def _confirm(state: Invited, by: UUID) -> Invited | NotPossible:
    if state.stage is not Stage.ACCEPTED or by != state.inviter_id:
        return NotPossible()
    return replace(state, stage=Stage.CONFIRMED)


def _cancel(state: Invited, by: UUID) -> Invited | NotPossible:
    standing = state.stage in (Stage.OPEN, Stage.ACCEPTED)
    if not standing or by not in (state.inviter_id, state.accepted_by):
        return NotPossible()
    return replace(state, stage=Stage.CANCELLED)
