"""Everything that somebody is signed in with ends: what their tokens say is no longer true."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.end_session import revoke
from domains.identity.models import Session, SignInCode
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def end_sessions_of_person(person_id: UUID, *, because: str, clock: Clock, ids: Ids) -> int:
    """End all standing sessions within the caller's transaction; how many ended.

    A one-time code on its way to an app is a session about to begin, and goes first: whoever is
    just redeeming it is waited for.

    Access tokens die with their session, so an office or an identity that ended is gone from
    them at the commit, not when they expire.
    """
    async with in_transaction():
        await SignInCode.filter(person_id=person_id, session_id=None).delete()
        standing = (
            await Session.filter(person_id=person_id, revoked_at=None)
            .order_by("id")
            .select_for_update()
        )
        for session in standing:
            await revoke(session, because=because, clock=clock, ids=ids)
    return len(standing)
