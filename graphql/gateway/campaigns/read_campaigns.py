"""`campaign`, `campaigns` and `campaignPreview`."""

import strawberry

from gateway.campaigns.staff import PUBLIC_TASK, STAFF
from gateway.campaigns.types import (
    Campaign,
    CampaignPreview,
    campaign_type,
    preview_type,
)
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import Everybody
from gateway.fields import query
from gateway.global_ids import uuid_of
from notifications.public import campaigns


@strawberry.type
class CampaignQuery:
    @query(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="One campaign and how it goes; null when there is none.",
    )
    async def campaign(self, info: Info, campaign_id: strawberry.ID) -> Campaign | None:
        world = info.context
        found = await campaigns.show_campaign(
            world.actor, uuid_of(campaign_id, "Campaign"), clock=world.clock
        )
        return None if found is None else campaign_type(found)

    @query(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="All campaigns, newest first.",
    )
    async def campaigns(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Campaign]:
        world, page = info.context, page_request(first=first, after=after)
        found = await campaigns.show_campaigns(
            world.actor, limit=page.fetch, before=page.after_id, clock=world.clock
        )
        return page_of(found, page, key=lambda view: str(view.campaign_id), node=campaign_type)

    @query(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="Exactly how many people and installations a campaign would reach, and whom "
        "the gate would hold back and why: now, and at its hour. A campaign rings apps and "
        "browsers only, whatever its category: people without either are counted as such. The look "
        "is audited.",
    )
    async def campaign_preview(
        self, info: Info, campaign_id: strawberry.ID
    ) -> CampaignPreview | None:
        world = info.context
        found = await campaigns.preview(
            world.actor, uuid_of(campaign_id, "Campaign"), clock=world.clock, ids=world.ids
        )
        return preview_type(found) if isinstance(found, campaigns.Preview) else None
