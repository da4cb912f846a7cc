"""A channel takes our credentials again: what waited for that goes at once, not in five minutes."""

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.retry import CREDENTIALS


async def release_quarantined(channel: str, *, clock: Clock) -> int:
    """Within the caller's transaction; how many deliveries were released.

    Rows that somebody holds are left alone: they find out by themselves.
    """
    return await sql.execute(
        """
        UPDATE notifications.deliveries d SET next_attempt_at = $2
        FROM (
            SELECT event_id, device_id FROM notifications.deliveries
            WHERE state = 'queued' AND channel = $1 AND starts_with(reason, $3)
              AND next_attempt_at > $2
            ORDER BY event_id, device_id FOR UPDATE SKIP LOCKED
        ) AS waiting
        WHERE d.event_id = waiting.event_id AND d.device_id = waiting.device_id
        """,
        channel,
        clock.now(),
        CREDENTIALS,
    )
