"""What a session is called, so that a word about it says which one."""

from uuid import UUID

from domains.identity.vocabulary import NAMELESS
from domains.kernel import personal, sql


async def device_name_of_session(session_id: UUID) -> str | None:
    """The name of the device that signed in, ended or not; None for an unknown session."""
    rows = await sql.fetch(
        "SELECT person_id, device_name FROM identity.sessions WHERE id = $1", session_id
    )
    if not rows:
        return None
    return await personal.reveal(rows[0]["person_id"], rows[0]["device_name"]) or NAMELESS
