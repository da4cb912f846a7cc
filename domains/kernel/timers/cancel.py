"""Cancel timers: within the caller's transaction, and for certain."""

from collections.abc import Sequence
from uuid import UUID

from domains.kernel import sql
from domains.kernel.timers.turn import touch


async def cancel_timer(topic: str, about: UUID) -> bool:
    """Take one away; False where none is pending, or it has fired just now.

    While it is firing this waits for the end of that, at most as long as a turn takes.
    """
    return await cancel_timers(topic, [about]) == 1


async def cancel_timers(topic: str, abouts: Sequence[UUID]) -> int:
    """Take many of one topic away; how many were pending."""
    touch((topic, about) for about in abouts)
    return await sql.execute(
        """
        DELETE FROM kernel.timers WHERE topic = $1 AND about IN (
            SELECT about FROM kernel.timers WHERE topic = $1 AND about = ANY($2::uuid[])
            ORDER BY about FOR UPDATE
        )
        """,
        topic,
        list(abouts),
    )
