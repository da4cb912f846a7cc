"""What waits of a campaign that is over is closed, part by part."""

from typing import Final

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.campaign_models import Campaign
from notifications.lanes import lane_of
from notifications.notification import Category

AT_ONCE: Final = 5000
"""Rows in one transaction: some tens of milliseconds, in which nobody else waits."""


async def close_open(campaign: Campaign, *, state: str, clock: Clock) -> int:
    """Close up to AT_ONCE deliveries that nobody has in hand, as `retracted` or `expired`; how
    many were. Their inbox entries that the night has held back never appear."""
    now = clock.now()
    rows = await sql.fetch(
        """
        WITH settled AS (
            UPDATE notifications.deliveries d
            SET state = $4, finished_at = $3, leased_until = NULL
            WHERE d.event_id = $1 AND d.device_id = ANY(ARRAY(
                SELECT device_id FROM notifications.deliveries
                WHERE lane = $2 AND event_id = $1 AND state IN ('queued', 'sending')
                  AND (state = 'queued' OR leased_until <= $3)
                ORDER BY next_attempt_at LIMIT $5 FOR UPDATE SKIP LOCKED))
            RETURNING d.event_id, d.person_id, d.state, d.reason
        ), counted AS (
            INSERT INTO notifications.campaign_tallies (event_id, what, n)
            SELECT event_id, 'device.' || state, count(*) FROM settled GROUP BY 1, 2
        ), hidden AS (
            UPDATE notifications.inbox i SET retracted_at = $3,
                changed_in = pg_current_xact_id()::text::bigint
            FROM settled WHERE i.event_id = settled.event_id AND i.person_id = settled.person_id
              AND i.visible_from > $3 AND i.retracted_at IS NULL
        )
        SELECT count(*) AS n FROM settled
        """,
        campaign.event_id,
        int(lane_of(Category(campaign.category))),
        now,
        state,
        AT_ONCE,
    )
    return int(rows[0]["n"])


async def is_open(campaign: Campaign) -> bool:
    """Whether any delivery still waits or is on its way."""
    rows = await sql.fetch(
        """
        SELECT 1 FROM notifications.deliveries
        WHERE lane = $2 AND event_id = $1 AND state IN ('queued', 'sending') LIMIT 1
        """,
        campaign.event_id,
        int(lane_of(Category(campaign.category))),
    )
    return bool(rows)
