"""What falls due while its campaign is paused is laid aside, so that claims need not step over it.

On the shelf a delivery is due when the campaign expires: forgotten there, it expires by itself.
"""

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.campaign_models import Campaign
from notifications.campaigns.close_open import AT_ONCE
from notifications.lanes import lane_of
from notifications.notification import Category


async def lay_on_shelf(campaign: Campaign, *, clock: Clock) -> int:
    """Up to AT_ONCE deliveries that are due; how many were laid aside."""
    return await sql.execute(
        """
        UPDATE notifications.deliveries d SET next_attempt_at = d.expires_at
        WHERE d.event_id = $1 AND d.device_id = ANY(ARRAY(
            SELECT device_id FROM notifications.deliveries
            WHERE lane = $2 AND event_id = $1 AND state = 'queued' AND next_attempt_at <= $3
            ORDER BY next_attempt_at LIMIT $4 FOR UPDATE SKIP LOCKED))
        """,
        campaign.event_id,
        int(lane_of(Category(campaign.category))),
        clock.now(),
        AT_ONCE,
    )


async def take_from_shelf(campaign: Campaign, *, clock: Clock) -> int:
    """Up to AT_ONCE deliveries that were laid aside are due now; how many were.

    The shelf is one place of the index of what is open: asked every other second, it is looked for
    nowhere else, though a city waits for the morning.
    """
    return await sql.execute(
        """
        UPDATE notifications.deliveries d SET next_attempt_at = $3
        WHERE d.event_id = $1 AND d.device_id = ANY(ARRAY(
            SELECT device_id FROM notifications.deliveries
            WHERE lane = $2 AND event_id = $1 AND state = 'queued' AND next_attempt_at = $5
            LIMIT $4 FOR UPDATE SKIP LOCKED))
        """,
        campaign.event_id,
        int(lane_of(Category(campaign.category))),
        clock.now(),
        AT_ONCE,
        campaign.expires_at,
    )
