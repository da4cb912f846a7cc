"""Dead letters, tried anew: what stood in their way was righted."""

from collections.abc import Collection
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock


async def requeue(deliveries: Collection[tuple[UUID, UUID]], *, clock: Clock) -> int:
    """Let these (by event and device) be tried again from the start; how many are.

    Only dead letters that are still news: an old alarm would frighten. The gate is asked again
    before each is sent. A campaign's tally counts them as open again. Within the caller's
    transaction, if any; afterwards nudge the engine.
    """
    rows = await sql.fetch(
        """
        WITH again AS (
            UPDATE notifications.deliveries d SET
                state = 'queued', dead_letter = false, attempts = 0, next_attempt_at = $1,
                leased_until = NULL, finished_at = NULL
            FROM unnest($2::uuid[], $3::uuid[]) AS asked (event_id, device_id)
            WHERE d.event_id = asked.event_id AND d.device_id = asked.device_id
              AND d.dead_letter AND d.expires_at > $1
            RETURNING d.event_id, split_part(old.reason, ':', 1) AS reason
        ), counted AS (
            INSERT INTO notifications.campaign_tallies (event_id, what, n)
            SELECT event_id, left(concat_ws('.', 'device.failed', reason), 60), -count(*)
            FROM again WHERE event_id IN (
                SELECT event_id FROM notifications.campaigns WHERE event_id IS NOT NULL)
            GROUP BY 1, 2
        )
        SELECT count(*) AS n FROM again
        """,
        clock.now(),
        [event_id for event_id, _ in deliveries],
        [device_id for _, device_id in deliveries],
    )
    return int(rows[0]["n"])
