"""`createCampaign` and `changeCampaign`."""

import strawberry

from gateway.campaigns.inputs import ChangeCampaignInput, CreateCampaignInput, draft_of
from gateway.campaigns.outcomes import NOT_ONE_WORD, Answer, CampaignResult, answer_to
from gateway.campaigns.segment_input import NotOneWordError
from gateway.campaigns.staff import PUBLIC_TASK, STAFF
from gateway.context import Context, Info
from gateway.declarations import Everybody
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import once
from notifications.public import campaigns


@strawberry.type
class WriteCampaignMutation:
    @mutation(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="Write a campaign. Nobody hears of it until it is started.",
    )
    async def create_campaign(self, info: Info, input: CreateCampaignInput) -> CampaignResult:
        return await once(info, input, perform=lambda: _create(info.context, input))

    @mutation(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="Write a campaign anew that has not started.",
    )
    async def change_campaign(self, info: Info, input: ChangeCampaignInput) -> CampaignResult:
        return await once(info, input, perform=lambda: _change(info.context, input))


async def _create(world: Context, input: CreateCampaignInput) -> Answer:
    try:
        draft = draft_of(input.campaign)
    except NotOneWordError:
        return NOT_ONE_WORD
    outcome = await campaigns.create_draft(world.actor, draft, clock=world.clock, ids=world.ids)
    return answer_to(outcome)


async def _change(world: Context, input: ChangeCampaignInput) -> Answer:
    try:
        draft = draft_of(input.campaign)
    except NotOneWordError:
        return NOT_ONE_WORD
    campaign_id = uuid_of(input.campaign_id, "Campaign")
    outcome = await campaigns.change_draft(
        world.actor, campaign_id, draft, clock=world.clock, ids=world.ids
    )
    return answer_to(outcome, input.campaign_id)
