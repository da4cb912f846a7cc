"""An officer stops a campaign for a while, and lets it go on."""

from uuid import UUID

from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaign_models import Campaign
from notifications.campaigns.outcomes import BadDraft
from notifications.campaigns.policy import Move
from notifications.campaigns.shelve import take_from_shelf
from notifications.campaigns.take_step import Stepped, take_step
from notifications.dispatch import halts


async def pause(actor: Actor, campaign_id: UUID, *, clock: Clock, ids: Ids) -> Stepped | BadDraft:
    """No page more is written, and no send begun later than a second after the commit."""

    async def follow(campaign: Campaign) -> None:
        if campaign.event_id is not None:
            await halts.stop([campaign.event_id])

    return await take_step(actor, campaign_id, Move.PAUSE, follow=follow, clock=clock, ids=ids)


async def resume(actor: Actor, campaign_id: UUID, *, clock: Clock, ids: Ids) -> Stepped | BadDraft:
    """It goes on where it stood; what the gate would no longer allow is not told."""

    async def follow(campaign: Campaign) -> None:
        if campaign.event_id is not None:
            await halts.resume([campaign.event_id])
            await take_from_shelf(campaign, clock=clock)

    return await take_step(actor, campaign_id, Move.RESUME, follow=follow, clock=clock, ids=ids)
