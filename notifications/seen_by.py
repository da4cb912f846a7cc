"""Who has seen a message, whatever the device: what a fallback asks before it calls."""

from collections.abc import Collection
from uuid import UUID

from domains.kernel import sql


async def seen_by(event_id: UUID, *, person_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of them who saw it on any of their devices, or read it in their inbox.

    A message that only lies on a locked screen was seen by nobody: an app says *seen* when its
    owner opened or dismissed it, or had the app before their eyes when it came.
    """
    rows = await sql.fetch(
        """
        SELECT person_id FROM notifications.deliveries
        WHERE event_id = $1 AND person_id = ANY($2::uuid[]) AND state = 'seen'
        UNION
        SELECT person_id FROM notifications.inbox
        WHERE event_id = $1 AND person_id = ANY($2::uuid[]) AND read_at IS NOT NULL
        """,
        event_id,
        list(person_ids),
    )
    return frozenset(row["person_id"] for row in rows)
