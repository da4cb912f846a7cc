"""Whose inbox changed, for the live feeds."""

from collections.abc import Collection
from uuid import UUID

from domains.kernel import sql
from notifications.notices import FROM_SOME


async def receivers_of(event_ids: Collection[UUID]) -> set[UUID]:
    """The people in whose inbox these events put something, or from it took something back."""
    rows = await sql.fetch(
        """
        SELECT DISTINCT person_id FROM notifications.inbox WHERE event_id IN (
            SELECT unnest($1::uuid[])
            UNION ALL
            SELECT told.event_id
            FROM notifications.notices taken_back JOIN notifications.notices told USING (tag)
            WHERE taken_back.event_id = ANY($1::uuid[])
              AND coalesce(taken_back.notification, $2) = $2)
        """,
        list(event_ids),
        FROM_SOME,
    )
    return {row["person_id"] for row in rows}
