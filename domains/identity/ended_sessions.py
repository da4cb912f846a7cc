"""Which sessions have ended: for gateways that must stop believing their access tokens."""

from datetime import datetime
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock


async def sessions_ended_since(moment: datetime) -> list[UUID]:
    """All sessions that were ended at or after a moment."""
    rows = await sql.fetch("SELECT id FROM identity.sessions WHERE revoked_at >= $1", moment)
    return [row["id"] for row in rows]


async def session_stands(session_id: UUID, *, clock: Clock) -> bool:
    """Whether a session is there, was not ended and has not run out."""
    rows = await sql.fetch(
        """
        SELECT 1 FROM identity.sessions
        WHERE id = $1 AND revoked_at IS NULL AND expires_at > $2
        """,
        session_id,
        clock.now(),
    )
    return bool(rows)
