"""Whose session a refresh token belongs to, without using the token up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.identity.models import Session
from domains.identity.refresh_policy import is_living
from domains.identity.refresh_session import SessionOver
from domains.identity.session_tokens import read_token
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class StandingSession:
    """A session that goes on, and when its person last proved who they are."""

    session_id: UUID
    person_id: UUID
    signed_in_at: datetime

    @property
    def actor(self) -> Actor:
        return Actor(
            person_id=self.person_id, session_id=self.session_id, signed_in_at=self.signed_in_at
        )


async def session_of(*, refresh_token: str, clock: Clock) -> StandingSession | SessionOver:
    """The session that a living refresh token keeps.

    For pages that must know who sits there. A token used before tells nothing here; its theft is
    noticed where tokens are exchanged.
    """
    session = await find_standing(refresh_token, clock)
    if session is None:
        return SessionOver()
    return StandingSession(
        session.id, session.person_id, session.signed_in_at or session.created_at
    )


async def find_standing(refresh_token: str, clock: Clock, *, lock: bool = False) -> Session | None:
    """The row, locked within the caller's transaction if asked for."""
    read = read_token(refresh_token)
    if read is None:
        return None
    session_id, secret = read
    rows = Session.select_for_update() if lock else Session.all()
    session = await rows.get_or_none(id=session_id)
    if session is None:
        return None
    return session if is_living(session, presented=secret, now=clock.now()) else None
