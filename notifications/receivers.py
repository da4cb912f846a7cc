"""Whose inbox changed, for the live feeds."""

from collections.abc import Collection
from uuid import UUID

from domains.kernel import sql


async def receivers_of(event_ids: Collection[UUID]) -> set[UUID]:
    """The people in whose inbox these events put something, or from it took something back."""
    rows = await sql.fetch(
        """
        SELECT person_id FROM notifications.inbox WHERE event_id = ANY($1::uuid[])
        UNION
        SELECT i.person_id FROM notifications.inbox i JOIN notifications.notices n USING (tag)
        WHERE n.event_id = ANY($1::uuid[]) AND n.notification IS NULL
        """,
        list(event_ids),
    )
    return {row["person_id"] for row in rows}
