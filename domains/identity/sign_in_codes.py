"""One-time codes: a sign-in finished in the browser moves into the app that began it.

Another app on the phone may catch the link with the code; without the verifier that only the
beginner knows (PKCE, RFC 7636), the code is worth nothing.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.end_session import revoke_session
from domains.identity.models import SignInCode
from domains.identity.sessions import OpenSession, open_session
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Handover:
    """Where a finished sign-in goes: the app's link, and the S256 challenge it began with."""

    code_challenge: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """`text` goes to the app and is stored nowhere."""

    code_id: UUID
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeRefused:
    """Unknown, expired, used before, or not proven to be the beginner's."""


async def issue_sign_in_code(
    *,
    person_id: UUID,
    handover: Handover,
    lives: timedelta,
    clock: Clock,
    ids: Ids,
    signed_in_at: datetime | None = None,
    provider: str | None = None,
    provider_sid: str | None = None,
    provider_subject: str | None = None,
) -> IssuedCode:
    """A code good once and briefly; codes that nobody fetched are swept on the way.

    Where the sign-in came from is kept for the session that the code opens: see `open_session`.
    """
    secret, now = secrets.token_urlsafe(SECRET_BYTES), clock.now()
    async with in_transaction():
        await SignInCode.filter(expires_at__lt=now - timedelta(days=1)).delete()
        code = await SignInCode.create(
            id=ids.new(),
            person_id=person_id,
            code_hash=_hash(secret),
            code_challenge=handover.code_challenge,
            redirect_uri=handover.redirect_uri,
            signed_in_at=signed_in_at or now,
            provider=provider,
            provider_sid=provider_sid,
            provider_subject=provider_subject,
            expires_at=now + lives,
        )
    return IssuedCode(code.id, f"{code.id}.{secret}")


async def redeem_sign_in_code(
    *,
    code: str,
    verifier: str,
    redirect_uri: str,
    device_name: str,
    session_lives: timedelta,
    clock: Clock,
    ids: Ids,
) -> OpenSession | CodeRefused:
    """Open the session that a code stands for.

    A code that comes back was stolen or copied: the session it opened ends (RFC 6749 §4.1.2).
    """
    code_id, secret = _read(code)
    async with in_transaction():
        row = await SignInCode.select_for_update().get_or_none(id=code_id) if code_id else None
        if row is None or not hmac.compare_digest(_hash(secret), row.code_hash):
            return CodeRefused()
        if row.session_id is not None:
            await revoke_session(row.session_id, because="code_reused", clock=clock, ids=ids)
            return CodeRefused()
        if not _may_redeem(row, verifier, redirect_uri, clock):
            return CodeRefused()
        session = await open_session(
            person_id=row.person_id,
            device_name=device_name,
            lives=session_lives,
            clock=clock,
            ids=ids,
            signed_in_at=row.signed_in_at,
            provider=row.provider,
            provider_sid=row.provider_sid,
            provider_subject=row.provider_subject,
        )
        row.used_at, row.session_id = clock.now(), session.session_id
        await row.save(update_fields=["used_at", "session_id"])
        return session


def _may_redeem(row: SignInCode, verifier: str, redirect_uri: str, clock: Clock) -> bool:
    in_time = clock.now() < row.expires_at
    proven = hmac.compare_digest(s256(verifier), row.code_challenge)
    return in_time and proven and redirect_uri == row.redirect_uri


def s256(verifier: str) -> str:
    """The challenge of a verifier (RFC 7636 §4.2)."""
    hashed = hashlib.sha256(verifier.encode()).digest()
    return urlsafe_b64encode(hashed).rstrip(b"=").decode()


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _read(code: str) -> tuple[UUID | None, str]:
    code_id, _, secret = code.partition(".")
    try:
        return UUID(code_id), secret
    except ValueError:
        return None, secret
