"""An officer starts a campaign: from the commit on, the workers tell its segment."""

from dataclasses import replace
from uuid import UUID

from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaign_models import Campaign
from notifications.campaigns.begin import begin
from notifications.campaigns.draft import problems_of
from notifications.campaigns.outcomes import BadDraft
from notifications.campaigns.policy import Move
from notifications.campaigns.row import draft_of
from notifications.campaigns.take_step import Stepped, take_step


async def start(actor: Actor, campaign_id: UUID, *, clock: Clock, ids: Ids) -> Stepped | BadDraft:
    """At once, whatever hour it was written for."""

    async def follow(campaign: Campaign) -> BadDraft | None:
        draft = replace(draft_of(campaign), starts_at=None)
        if problems := problems_of(draft, now=clock.now()):
            return BadDraft(problems)
        await begin(campaign, clock=clock, ids=ids)
        return None

    return await take_step(actor, campaign_id, Move.START, follow=follow, clock=clock, ids=ids)
