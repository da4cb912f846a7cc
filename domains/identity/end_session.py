"""A session ends: its tokens stop working at once, in every gateway."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import SessionRevoked
from domains.identity.models import Session
from domains.identity.refresh_policy import Over, Reused, Stranger, decide_refresh
from domains.identity.session_tokens import fresh_part, read_token
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

ENDED_CHANNEL = "session_ended"
"""PostgreSQL NOTIFY channel: the id of each session, at the commit of its end."""


async def end_session(*, refresh_token: str, clock: Clock, ids: Ids) -> bool:
    """Sign out with a token of the session; True unless the token was dead or none of its own."""
    read = read_token(refresh_token)
    if read is None:
        return False
    session_id, secret = read
    async with in_transaction():
        session = await Session.select_for_update().get_or_none(id=session_id)
        if session is None:
            return False
        decision = decide_refresh(session, presented=secret, fresh=fresh_part(), now=clock.now())
        if isinstance(decision, Over | Stranger):
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
    """End a locked, standing session within the caller's transaction, and tell every gateway."""
    session.revoked_at = clock.now()
    session.revoked_because = because
    await session.save(update_fields=["revoked_at", "revoked_because"])
    await sql.fetch("SELECT pg_notify($1, $2)", ENDED_CHANNEL, str(session.id))
    event = SessionRevoked(session.id, session.person_id, because)
    await outbox.record(event, clock=clock, ids=ids)
