"""What officers see of campaigns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.text import Locale
from notifications.campaign_models import Campaign
from notifications.campaigns.notice import Words
from notifications.campaigns.policy import may_see
from notifications.campaigns.report import Report, report_of
from notifications.campaigns.row import segment_of, words_of
from notifications.campaigns.vocabulary import CampaignState, Ending
from notifications.notification import Category
from notifications.segments.segment import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView:
    """One campaign and how it goes. `report` is None for what never started."""

    campaign_id: UUID
    event_id: UUID | None
    state: CampaignState
    category: Category
    sender: str
    words: Mapping[Locale, Words] = field(repr=False)
    segment: Segment
    purpose: Purpose | None
    deep_link: str | None
    image: str | None
    starts_at: datetime | None
    expires_at: datetime
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ending: Ending | None
    report: Report | None


async def show_campaign(actor: Actor, campaign_id: UUID, *, clock: Clock) -> CampaignView | None:
    """None where there is none, or the caller may see none."""
    campaign = await Campaign.get_or_none(id=campaign_id) if may_see(actor) else None
    return None if campaign is None else await _view(campaign, at=clock.now())


async def show_campaigns(
    actor: Actor, *, limit: int, before: UUID | None, clock: Clock
) -> list[CampaignView]:
    """Newest first; `before` is the last one seen."""
    if not may_see(actor):
        return []
    found = Campaign.all() if before is None else Campaign.filter(id__lt=before)
    return [
        await _view(campaign, at=clock.now())
        for campaign in await found.order_by("-id").limit(limit)
    ]


async def _view(campaign: Campaign, *, at: datetime) -> CampaignView:
    return CampaignView(
        campaign_id=campaign.id,
        event_id=campaign.event_id,
        state=campaign.state,
        category=Category(campaign.category),
        sender=campaign.sender,
        words=words_of(campaign),
        segment=segment_of(campaign),
        purpose=Purpose(campaign.purpose) if campaign.purpose else None,
        deep_link=campaign.deep_link or None,
        image=campaign.image,
        starts_at=campaign.starts_at,
        expires_at=campaign.expires_at,
        created_at=campaign.created_at,
        started_at=campaign.started_at,
        ended_at=campaign.ended_at,
        ending=campaign.ending,
        report=await report_of(campaign, at=at),
    )
