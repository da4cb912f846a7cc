"""Signed-in installations: opened, refreshed and ended."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import SessionRevoked
from domains.identity.models import Session
from domains.identity.refresh_policy import (
    Over,
    Repeated,
    Reused,
    Rotated,
    decide_refresh,
    first_tokens,
)
from domains.kernel import audit, outbox, personal
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session and the refresh token that keeps it: shown to its owner, never stored."""

    session_id: UUID
    person_id: UUID
    refresh_token: str = field(repr=False)
    signed_in_at: datetime | None = None
    """When the person proved who they are: the access token's `auth_time`."""


@dataclass(frozen=True, slots=True)
class SessionOver:
    """The token is worth nothing: unknown, expired, ended or used before. Sign in again."""


async def open_session(
    *,
    person_id: UUID,
    device_name: str,
    lives: timedelta,
    clock: Clock,
    ids: Ids,
    signed_in_at: datetime | None = None,
    provider: str | None = None,
    provider_sid: str | None = None,
    provider_subject: str | None = None,
) -> OpenSession:
    """Begin a session after a sign-in; it ends at the latest when `lives` is over.

    `signed_in_at` is when the person proved who they are: the provider's `auth_time` where it
    tells one, now where it does not. The other three say whose word it was, so that the
    provider's logout ends its own sessions (OpenID Connect Back-Channel Logout 1.0 §2.6).
    """
    secret, now = secrets.token_bytes(SECRET_BYTES), clock.now()
    sealed_name = await personal.seal(person_id, device_name)
    async with in_transaction():
        session = await Session.create(
            id=ids.new(),
            person_id=person_id,
            device_name=sealed_name,
            created_at=now,
            signed_in_at=signed_in_at or now,
            provider=provider,
            provider_sid=provider_sid,
            provider_subject=provider_subject,
            last_used_at=now,
            **asdict(first_tokens(secret, now=now, lives=lives)),
        )
        actor = Actor(person_id=person_id, session_id=session.id)
        await audit.record(
            actor, "identity.session.open", reference=session.id, clock=clock, ids=ids
        )
    return OpenSession(session.id, person_id, _token(session.id, secret), session.signed_in_at)


async def refresh_session(
    *, refresh_token: str, clock: Clock, ids: Ids
) -> OpenSession | SessionOver:
    """Exchange a refresh token for its successor; an older one ends the session for everybody."""
    read = _read(refresh_token)
    if read is None:
        return SessionOver()
    session_id, secret = read
    async with in_transaction():
        session = await Session.select_for_update().get_or_none(id=session_id)
        if session is None:
            return SessionOver()
        return await _refresh(session, secret, clock, ids)


async def _refresh(
    session: Session, secret: bytes, clock: Clock, ids: Ids
) -> OpenSession | SessionOver:
    decision = decide_refresh(
        session, presented=secret, salt=secrets.token_bytes(SECRET_BYTES), now=clock.now()
    )
    match decision:
        case Rotated(successor=successor, tokens=tokens):
            session.update_from_dict({**asdict(tokens), "last_used_at": clock.now()})
            await session.save()
            return _opened(session, successor)
        case Repeated(successor=successor):
            return _opened(session, successor)
        case Reused():
            await revoke(session, because="refresh_token_reused", clock=clock, ids=ids)
            return SessionOver()
        case Over():
            return SessionOver()
        case unreachable:
            assert_never(unreachable)


def _opened(session: Session, secret: bytes) -> OpenSession:
    signed_in_at = session.signed_in_at or session.created_at
    return OpenSession(session.id, session.person_id, _token(session.id, secret), signed_in_at)


async def end_session(*, refresh_token: str, clock: Clock, ids: Ids) -> bool:
    """Sign out; True when this token was the session's living one or the one before."""
    read = _read(refresh_token)
    if read is None:
        return False
    session_id, secret = read
    async with in_transaction():
        session = await Session.select_for_update().get_or_none(id=session_id)
        if session is None:
            return False
        decision = decide_refresh(session, presented=secret, salt=b"", now=clock.now())
        if isinstance(decision, Over):
            return False
        because = "refresh_token_reused" if isinstance(decision, Reused) else "signed_out"
        await revoke(session, because=because, clock=clock, ids=ids)
        return because == "signed_out"


async def revoke_session(session_id: UUID, *, because: str, clock: Clock, ids: Ids) -> None:
    """End a session for a reason of ours; ending it again changes nothing."""
    async with in_transaction():
        session = await Session.select_for_update().get_or_none(id=session_id)
        if session is not None and session.revoked_at is None:
            await revoke(session, because=because, clock=clock, ids=ids)


async def revoke(session: Session, *, because: str, clock: Clock, ids: Ids) -> None:
    """End a locked, standing session within the caller's transaction."""
    session.revoked_at = clock.now()
    session.revoked_because = because
    await session.save(update_fields=["revoked_at", "revoked_because"])
    event = SessionRevoked(session.id, session.person_id, because)
    await outbox.record(event, clock=clock, ids=ids)


def _token(session_id: UUID, secret: bytes) -> str:
    return f"{session_id}.{urlsafe_b64encode(secret).decode().rstrip('=')}"


def _read(refresh_token: str) -> tuple[UUID, bytes] | None:
    session, _, secret = refresh_token.partition(".")
    try:
        return UUID(session), urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
    except (ValueError, NotBase64):
        return None
