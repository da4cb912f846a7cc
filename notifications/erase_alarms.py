"""She has left: alarms about her stood on no consent, and their words end with the care all the
same."""

from datetime import datetime
from typing import Final
from uuid import UUID

from domains.consent.public import Erased
from domains.kernel import sql
from notifications.fallback.policy import Because
from notifications.notices import ERASED

TAGS: Final = ["care-case:%", "care-news:%", "care-waits:%"]


async def erase_alarms(subject_id: UUID, at: datetime) -> list[Erased]:
    """Within the transaction of the withdrawal, beside `erase`. The entries of all inboxes go.

    Of a notice its tag stays, and to whom it went: what takes an alarm back from the screens comes
    after the commit, and asks for both: what is on the wire may be on a screen. It says no more of
    whom it spoke, nor what. What is told because she left stays, and so does what is told of her
    should she be cared for again before this ran.
    """
    [row] = await sql.fetch(
        """
        WITH erased AS (
            UPDATE notifications.notices
            SET notification = $3, subject_id = NULL, owner_id = NULL, names = NULL, position = NULL
            WHERE subject_id = $1 AND purpose IS NULL AND tag LIKE ANY($4) AND occurred_at <= $2
            RETURNING event_id
        ), stopped AS (
            UPDATE notifications.deliveries SET
                state = 'failed', finished_at = $2, reason = 'consent_missing',
                attempts = attempts + (state = 'sending')::int
            WHERE event_id IN (SELECT event_id FROM erased) AND finished_at IS NULL
        ), buried AS (
            UPDATE notifications.deliveries SET dead_letter = false
            WHERE event_id IN (SELECT event_id FROM erased) AND dead_letter
        ), ended AS (
            UPDATE notifications.fallbacks SET ended_at = $2, ended_because = $5
            WHERE event_id IN (SELECT event_id FROM erased) AND ended_at IS NULL
        ), unread AS (
            DELETE FROM notifications.inbox WHERE event_id IN (SELECT event_id FROM erased)
            RETURNING 1
        )
        SELECT (SELECT count(*) FROM erased) AS notices, (SELECT count(*) FROM unread) AS inbox
        """,
        subject_id,
        at,
        ERASED,
        TAGS,
        Because.RETRACTED.value,
    )
    return [
        Erased("notifications.alarms", row["notices"]),
        Erased("notifications.inbox_of_alarms", row["inbox"]),
    ]
