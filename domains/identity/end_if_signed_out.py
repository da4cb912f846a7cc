"""A sign-in and the provider's word that it is over may cross: then nothing comes of the sign-in.

The provider's answer was judged, and before its session was written down the logout came, found
nothing to end, and was gone. So whoever opened something looks once more before giving it out.
"""

import hashlib
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.end_session import revoke_session
from domains.identity.end_sessions_of_provider import BECAUSE
from domains.identity.models import SignInCode
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def end_if_signed_out(
    opened: UUID,
    *,
    provider: str,
    sid: str | None,
    subject: str,
    begun_at: datetime,
    clock: Clock,
    ids: Ids,
) -> bool:
    """End the session, or drop the one-time code, whose sign-in a logout has overtaken.

    True where the provider signed this session or person out after `begun_at`, when the sign-in
    set out. A sign-in that set out later is none of that logout's business.
    """
    async with in_transaction():
        await wait_for_the_other(provider, sid=sid, subject=subject)
        if not await _heard_since(begun_at, provider, sid, subject):
            return False
        await SignInCode.filter(id=opened).delete()
        await revoke_session(opened, because=BECAUSE, clock=clock, ids=ids)
        return True


async def wait_for_the_other(provider: str, *, sid: str | None, subject: str | None) -> None:
    """Within the transaction: a logout and a sign-in of the same name come one after the other."""
    named = [f"{provider}/sid/{sid}"] if sid is not None else []
    named += [f"{provider}/sub/{subject}"] if subject is not None else []
    for name in sorted(named):
        await sql.fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 3))", name)


async def _heard_since(begun_at: datetime, provider: str, sid: str | None, subject: str) -> bool:
    """A logout that names both means that session of that person."""
    rows = await sql.fetch(
        """
        SELECT 1 FROM identity.provider_logouts
        WHERE provider = $1 AND heard_at > $2 AND coalesce(sid_hash, subject_hash) IS NOT NULL
          AND (sid_hash IS NULL OR sid_hash = $3)
          AND (subject_hash IS NULL OR subject_hash = $4)
        LIMIT 1
        """,
        provider,
        begun_at,
        name_hash(sid),
        name_hash(subject),
    )
    return bool(rows)


def name_hash(name: str | None) -> bytes | None:
    """A provider's name for a session or a person, as it is kept beside a logout."""
    return None if name is None else hashlib.sha256(name.encode()).digest()
