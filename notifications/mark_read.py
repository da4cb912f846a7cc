"""A person has seen entries of their inbox."""

from collections.abc import Collection
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock


async def mark_read(person_id: UUID, *, entry_ids: Collection[UUID], clock: Clock) -> int:
    """Mark one's own entries; how many became read now.

    Another's entry is left alone and looks like one that does not exist.
    """
    return await sql.execute(
        """
        UPDATE notifications.inbox SET read_at = $3
        WHERE person_id = $1 AND id = ANY($2::uuid[]) AND read_at IS NULL AND visible_from <= $3
        """,
        person_id,
        list(entry_ids),
        clock.now(),
    )
