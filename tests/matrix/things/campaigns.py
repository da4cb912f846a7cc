"""What the city sends to many."""

from datetime import timedelta
from uuid import UUID

from notifications.campaigns.vocabulary import CampaignState
from notifications.models import Campaign
from tests.matrix.things.plot import RECENTLY, Plot, plants


@plants("Campaign")
async def _campaign(plot: Plot) -> UUID:
    """A draft of the city's: anybody's id finds the same kind of thing."""
    now = plot.clock.now()
    campaign = await Campaign.create(
        id=plot.ids.new(),
        state=CampaignState.DRAFT,
        category="service",
        sender="오산시",
        words={"ko": {"title": "물놀이장 개장", "body": "토요일에 엽니다."}},
        segment={"kind": "everybody"},
        deep_link="",
        starts_at=now + RECENTLY + timedelta(days=5),
        expires_at=now + RECENTLY + timedelta(days=9),
        created_by=plot.bystander,
        created_at=now,
        changed_at=now,
    )
    return campaign.id
