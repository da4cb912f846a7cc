"""What starting a campaign writes: its event, and the notice that everything is composed from."""

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaign_models import Campaign
from notifications.campaigns.draft import notice_of
from notifications.campaigns.notice import CampaignNotice
from notifications.campaigns.read_notice import write_notice
from notifications.campaigns.row import draft_of


async def begin(campaign: Campaign, *, clock: Clock, ids: Ids) -> CampaignNotice:
    """Within the caller's transaction, under the campaign's lock; the caller saves the row.

    The event is new, whenever the draft was made: the ledger is partitioned by its time.
    """
    now = clock.now()
    notice = notice_of(draft_of(campaign), campaign_id=campaign.id, event_id=ids.new(), at=now)
    campaign.event_id, campaign.started_at = notice.event_id, now
    await sql.execute(
        """
        INSERT INTO notifications.notices
            (event_id, tag, occurred_at, expires_at, category, notification)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        notice.event_id,
        notice.tag,
        notice.occurred_at,
        notice.expires_at,
        notice.category.value,
        write_notice(notice),
    )
    return notice
