"""An officer ends a campaign: who was not told yet never is."""

from uuid import UUID

from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaign_models import Campaign
from notifications.campaigns.close_open import close_open
from notifications.campaigns.outcomes import BadDraft
from notifications.campaigns.policy import Move
from notifications.campaigns.take_step import Stepped, take_step
from notifications.campaigns.vocabulary import Ending
from notifications.dispatch import halts


async def cancel(actor: Actor, campaign_id: UUID, *, clock: Clock, ids: Ids) -> Stepped | BadDraft:
    """No send is begun later than a second after the commit; what waits is retracted in it.

    Of very much that waits (a city held until the morning) the first part only: `tend` goes on,
    and meanwhile nobody claims any of it. The report follows when the last is closed.
    """

    async def follow(campaign: Campaign) -> None:
        campaign.ended_at, campaign.ending = clock.now(), Ending.CANCELLED
        if campaign.event_id is not None:
            await halts.stop([campaign.event_id])
            await close_open(campaign, state="retracted", clock=clock)

    return await take_step(actor, campaign_id, Move.CANCEL, follow=follow, clock=clock, ids=ids)
