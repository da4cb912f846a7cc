"""Which sessions have ended: for gateways that must stop believing their access tokens."""

from datetime import datetime, timedelta
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock

LONGEST_TOKEN = timedelta(hours=1)
"""No access token lives as long: ten minutes at most, by its settings."""


async def sessions_ended_since(moment: datetime) -> list[UUID]:
    """All sessions that were ended at or after a moment."""
    rows = await sql.fetch(
        """
        SELECT id FROM identity.sessions WHERE revoked_at >= $1
        UNION ALL
        SELECT id FROM identity.ended_sessions WHERE ended_at >= $1
        """,
        moment,
    )
    return [row["id"] for row in rows]


async def remember_ends(person_id: UUID, *, at: datetime) -> None:
    """Before the rows of somebody's sessions go: leave word of the ends, and forget older words."""
    await sql.execute("DELETE FROM identity.ended_sessions WHERE ended_at < $1", at - LONGEST_TOKEN)
    await sql.execute(
        """
        INSERT INTO identity.ended_sessions (id, ended_at)
        SELECT id, revoked_at FROM identity.sessions
        WHERE person_id = $1 AND revoked_at >= $2
        """,
        person_id,
        at - LONGEST_TOKEN,
    )


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
