"""What a session is called, so that a word about it says which one."""

from uuid import UUID

from domains.kernel import sql


async def device_name_of_session(session_id: UUID) -> str | None:
    """The name of the device that signed in, ended or not; None for an unknown session."""
    rows = await sql.fetch("SELECT device_name FROM identity.sessions WHERE id = $1", session_id)
    return rows[0]["device_name"] if rows else None
