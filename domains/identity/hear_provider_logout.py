"""A provider tells us that somebody signed out there. It counts once."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tortoise.transactions import in_transaction

from domains.identity.end_if_signed_out import name_hash, wait_for_the_other
from domains.identity.end_sessions_of_provider import end_sessions_of_provider
from domains.identity.models import ProviderLogout, SignInCode
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

KEPT = timedelta(minutes=30)
"""Beyond a token's own end: its reader allows for clocks that differ, and a sign-in that began
before it may still be on its way."""


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
        await ProviderLogout.filter(expires_at__lt=clock.now() - KEPT).delete()
        await wait_for_the_other(notice.provider, sid=notice.sid, subject=notice.subject)
        if not await _first_time(notice, clock, ids):
            return HeardBefore()
        await _drop_codes(notice)
        ended = await end_sessions_of_provider(
            provider=notice.provider,
            sid=notice.sid,
            subject=notice.subject,
            clock=clock,
            ids=ids,
        )
        return SessionsEnded(ended)


async def _first_time(notice: LogoutNotice, clock: Clock, ids: Ids) -> bool:
    rows = await sql.fetch(
        """
        INSERT INTO identity.provider_logouts
            (id, provider, token_hash, heard_at, expires_at, sid_hash, subject_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (provider, token_hash) DO NOTHING RETURNING id
        """,
        ids.new(),
        notice.provider,
        hashlib.sha256(notice.token_id.encode()).digest(),
        clock.now(),
        notice.expires_at,
        name_hash(notice.sid),
        name_hash(notice.subject),
    )
    return bool(rows)


async def _drop_codes(notice: LogoutNotice) -> None:
    """A one-time code on its way to an app is a session about to begin.

    Before the sessions: whoever is just redeeming one is waited for, and has a session then.
    """
    named = {"provider_sid": notice.sid, "provider_subject": notice.subject}
    said = {name: value for name, value in named.items() if value is not None}
    await SignInCode.filter(provider=notice.provider, session_id=None, **said).delete()
