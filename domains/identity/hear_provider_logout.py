"""A provider tells us that somebody signed out there. It counts once."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from tortoise.transactions import in_transaction

from domains.identity.end_sessions_of_provider import end_sessions_of_provider
from domains.identity.models import ProviderLogout, SignInCode
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class LogoutNotice:
    """One verified logout token (OpenID Connect Back-Channel Logout 1.0 §2.4).

    Of `sid` and `subject` at least one is set; both mean that session of that person.
    """

    provider: str
    token_id: str
    expires_at: datetime
    sid: str | None
    subject: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class SessionsEnded:
    """Their access tokens stop working too; 0 when nobody of that name was here."""

    count: int


@dataclass(frozen=True, slots=True)
class HeardBefore:
    """The same token came a second time: nothing was changed."""


async def hear_provider_logout(
    *, notice: LogoutNotice, clock: Clock, ids: Ids
) -> SessionsEnded | HeardBefore:
    """End what the provider's session had opened here, and what it was about to open."""
    async with in_transaction():
        await ProviderLogout.filter(expires_at__lt=clock.now()).delete()
        if not await _first_time(notice, clock, ids):
            return HeardBefore()
        ended = await end_sessions_of_provider(
            provider=notice.provider,
            sid=notice.sid,
            subject=notice.subject,
            clock=clock,
            ids=ids,
        )
        await _drop_codes(notice)
        return SessionsEnded(ended)


async def _first_time(notice: LogoutNotice, clock: Clock, ids: Ids) -> bool:
    rows = await sql.fetch(
        """
        INSERT INTO identity.provider_logouts (id, provider, token_hash, heard_at, expires_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (provider, token_hash) DO NOTHING RETURNING id
        """,
        ids.new(),
        notice.provider,
        hashlib.sha256(notice.token_id.encode()).digest(),
        clock.now(),
        notice.expires_at,
    )
    return bool(rows)


async def _drop_codes(notice: LogoutNotice) -> None:
    """A one-time code on its way to an app is a session about to begin."""
    named = {"provider_sid": notice.sid, "provider_subject": notice.subject}
    said = {name: value for name, value in named.items() if value is not None}
    await SignInCode.filter(provider=notice.provider, session_id=None, **said).delete()
