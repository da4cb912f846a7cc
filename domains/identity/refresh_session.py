"""A phone comes back with its refresh token."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import assert_never
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.end_session import revoke
from domains.identity.models import Session
from domains.identity.refresh_policy import (
    Over,
    Overtaken,
    Renewed,
    Reused,
    Stranger,
    decide_refresh,
)
from domains.identity.session_tokens import fresh_part, read_token
from domains.identity.sessions import OpenSession, shown_to_owner
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class SessionGoesOn:
    """Another tab was seconds quicker: an access token is due, and the refresh token that the
    other one brought is the one to keep."""

    session_id: UUID
    person_id: UUID
    signed_in_at: datetime


@dataclass(frozen=True, slots=True)
class SessionOver:
    """The token is worth nothing: unknown, expired, ended or used before. Sign in again."""


RefreshOutcome = OpenSession | SessionGoesOn | SessionOver


async def refresh_session(*, refresh_token: str, clock: Clock, ids: Ids) -> RefreshOutcome:
    """Exchange a refresh token for a successor; a dead one ends the session for everybody."""
    read = read_token(refresh_token)
    if read is None:
        return SessionOver()
    session_id, secret = read
    async with in_transaction():
        session = await Session.select_for_update().get_or_none(id=session_id)
        if session is None:
            return SessionOver()
        return await _refresh(session, secret, clock, ids)


async def _refresh(session: Session, secret: bytes, clock: Clock, ids: Ids) -> RefreshOutcome:
    now = clock.now()
    match decide_refresh(session, presented=secret, fresh=fresh_part(), now=now):
        case Renewed(successor=successor, tokens=tokens):
            session.update_from_dict({**asdict(tokens), "last_used_at": now})
            await session.save(update_fields=[*asdict(tokens), "last_used_at"])
            return shown_to_owner(session, successor)
        case Overtaken():
            since = session.signed_in_at or session.created_at
            return SessionGoesOn(session.id, session.person_id, since)
        case Reused():
            await revoke(session, because="refresh_token_reused", clock=clock, ids=ids)
            return SessionOver()
        case Stranger() | Over():
            return SessionOver()
        case unreachable:
            assert_never(unreachable)
