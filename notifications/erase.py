"""A consent was withdrawn: what was told under it goes, and what still waits is never told."""

from datetime import datetime
from uuid import UUID

from domains.consent.public import Erased, Purpose
from domains.kernel import sql


async def erase(subject_id: UUID, purpose: Purpose, at: datetime) -> list[Erased]:
    """A `consent.Eraser`; within the transaction of the withdrawal.

    Inbox entries and notices under the purpose are deleted, here because their texts say where a
    child was; an SOS under it keeps its text and loses its position. Decisions stay: they name
    nobody's place.
    """
    [row] = await sql.fetch(
        """
        WITH erased AS (
            DELETE FROM notifications.notices WHERE subject_id = $1 AND purpose = $2
            RETURNING event_id
        ), stopped AS (
            UPDATE notifications.deliveries SET
                state = 'failed', finished_at = $3, reason = 'consent_missing'
            WHERE event_id IN (SELECT event_id FROM erased) AND finished_at IS NULL
        ), unread AS (
            DELETE FROM notifications.inbox WHERE event_id IN (SELECT event_id FROM erased)
            RETURNING 1
        )
        SELECT (SELECT count(*) FROM erased) AS notices, (SELECT count(*) FROM unread) AS inbox
        """,
        subject_id,
        purpose.value,
        at,
    )
    await sql.execute(
        """
        WITH blanked AS (
            UPDATE notifications.notices SET position = NULL
            WHERE subject_id = $1 AND position_purpose = $2 RETURNING event_id
        )
        UPDATE notifications.deliveries SET with_position = false
        WHERE event_id IN (SELECT event_id FROM blanked) AND with_position
        """,
        subject_id,
        purpose.value,
    )
    return [
        Erased("notifications.notices", row["notices"]),
        Erased("notifications.inbox", row["inbox"]),
    ]
