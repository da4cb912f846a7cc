"""A person changed their mind about the digest: what lies in it must not be lost."""

from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.daily_span import next_time
from notifications.preferences.wishes import Digest


async def replan(person_id: UUID, digest: Digest | None, *, clock: Clock) -> None:
    """What was gathered comes at the new hour; where no digest is wished for any more, at once."""
    now = clock.now()
    due_at = now if digest is None else next_time(digest.at, after=now)
    await sql.execute(
        """
        UPDATE notifications.digests SET due_at = $2 WHERE person_id = $1 AND told_at IS NULL
        """,
        person_id,
        due_at,
    )
