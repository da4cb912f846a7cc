"""An officer writes a campaign, and writes it anew until it starts."""

from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaign_models import Campaign
from notifications.campaigns.draft import Draft, problems_of
from notifications.campaigns.outcomes import (
    BadDraft,
    CampaignStands,
    MayNotCampaign,
    NoSuchCampaign,
    NotFromHere,
)
from notifications.campaigns.policy import Move, after, may_handle, may_see
from notifications.campaigns.row import columns_of
from notifications.campaigns.trace import trace
from notifications.campaigns.vocabulary import CampaignState
from notifications.notification import Category


async def create_draft(
    actor: Actor, draft: Draft, *, clock: Clock, ids: Ids
) -> CampaignStands | MayNotCampaign | BadDraft:
    """A campaign that nobody hears of yet."""
    now = clock.now()
    if not may_handle(actor, draft.category):
        return MayNotCampaign()
    if problems := problems_of(draft, now=now):
        return BadDraft(problems)
    async with in_transaction():
        campaign = await Campaign.create(
            id=ids.new(),
            state=CampaignState.DRAFT,
            created_by=actor.person_id,
            created_at=now,
            changed_at=now,
            **columns_of(draft),
        )
        await trace(actor, campaign, "create", clock=clock, ids=ids)
    return CampaignStands(campaign.id, campaign.state)


async def change_draft(
    actor: Actor, campaign_id: UUID, draft: Draft, *, clock: Clock, ids: Ids
) -> CampaignStands | NoSuchCampaign | MayNotCampaign | NotFromHere | BadDraft:
    """Write it anew; what was scheduled is a draft again, and wants to be scheduled again."""
    if not may_see(actor):
        return NoSuchCampaign()
    async with in_transaction():
        campaign = await Campaign.select_for_update().get_or_none(id=campaign_id)
        if campaign is None:
            return NoSuchCampaign()
        if not all(may_handle(actor, one) for one in (Category(campaign.category), draft.category)):
            return MayNotCampaign()
        state = after(campaign.state, Move.CHANGE)
        if state is None:
            return NotFromHere(campaign.state)
        if problems := problems_of(draft, now=clock.now()):
            return BadDraft(problems)
        campaign.update_from_dict(columns_of(draft))
        campaign.state, campaign.changed_at = state, clock.now()
        await campaign.save()
        await trace(actor, campaign, "change", clock=clock, ids=ids)
    return CampaignStands(campaign.id, campaign.state)
