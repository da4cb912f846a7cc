"""One step in a campaign's life, taken once, by somebody who may."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaign_models import Campaign
from notifications.campaigns.outcomes import (
    BadDraft,
    CampaignStands,
    MayNotCampaign,
    NoSuchCampaign,
    NotFromHere,
)
from notifications.campaigns.policy import Move, after, is_done, may_handle, may_see
from notifications.campaigns.trace import trace
from notifications.notification import Category

Stepped = CampaignStands | NoSuchCampaign | MayNotCampaign | NotFromHere

Follow = Callable[[Campaign], Awaitable[BadDraft | None]]
"""What a step does besides, in its transaction; a BadDraft undoes it."""


class _Undone(Exception):
    def __init__(self, problems: BadDraft) -> None:
        super().__init__("the step cannot be taken")
        self.problems = problems


async def take_step(
    actor: Actor,
    campaign_id: UUID,
    move: Move,
    *,
    follow: Follow,
    clock: Clock,
    ids: Ids,
) -> Stepped | BadDraft:
    """Under a lock on the campaign, so that no page of it is written meanwhile.

    A second attempt finds it done, hears the same and leaves no second trace.
    """
    if not may_see(actor):
        return NoSuchCampaign()
    try:
        async with in_transaction():
            return await _step(actor, campaign_id, move, follow, clock, ids)
    except _Undone as undone:
        return undone.problems


async def _step(
    actor: Actor, campaign_id: UUID, move: Move, follow: Follow, clock: Clock, ids: Ids
) -> Stepped:
    campaign = await Campaign.select_for_update().get_or_none(id=campaign_id)
    if campaign is None:
        return NoSuchCampaign()
    if not may_handle(actor, Category(campaign.category)):
        return MayNotCampaign()
    if is_done(campaign.state, move):
        return CampaignStands(campaign.id, campaign.state)
    state = after(campaign.state, move)
    if state is None:
        return NotFromHere(campaign.state)
    campaign.state, campaign.changed_at = state, clock.now()
    if (problems := await follow(campaign)) is not None:
        raise _Undone(problems)
    await campaign.save()
    await trace(actor, campaign, move.value, clock=clock, ids=ids)
    return CampaignStands(campaign.id, campaign.state)
