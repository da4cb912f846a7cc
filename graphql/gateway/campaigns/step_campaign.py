"""The steps of a campaign's life: schedule, start, pause, resume, cancel."""

from collections.abc import Awaitable
from typing import Protocol
from uuid import UUID

import strawberry

from domains.kernel.actor import Actor, Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from gateway.campaigns.inputs import CampaignStepInput
from gateway.campaigns.outcomes import Answer, CampaignResult, Outcome, answer_to
from gateway.campaigns.staff import PUBLIC_TASK, STAFF
from gateway.context import Context, Info
from gateway.declarations import Everybody
from gateway.fields import mutation
from gateway.global_ids import uuid_of
from gateway.once import once
from gateway.permissions import Fresh, HasRole
from notifications.public import Category, campaigns


class Step(Protocol):
    """A use case of one campaign."""

    def __call__(
        self, actor: Actor, campaign_id: UUID, /, *, clock: Clock, ids: Ids
    ) -> Awaitable[Outcome]: ...


@strawberry.type
class StepCampaignMutation:
    @mutation(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="Let a campaign start at its hour. An alarm is started by startSafetyCampaign.",
    )
    async def schedule_campaign(self, info: Info, input: CampaignStepInput) -> CampaignResult:
        return await _take(info, input, campaigns.schedule, alarms=False)

    @mutation(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="Start a campaign now: the workers tell its segment. Not for alarms.",
    )
    async def start_campaign(self, info: Info, input: CampaignStepInput) -> CampaignResult:
        return await _take(info, input, campaigns.start, alarms=False)

    @mutation(
        allow=Fresh(HasRole(Role.OPERATOR)),
        about=Everybody(),
        under=PUBLIC_TASK,
        description="Start an alarm to a part of the city: it rings through the night.",
    )
    async def start_safety_campaign(self, info: Info, input: CampaignStepInput) -> CampaignResult:
        return await _take(info, input, campaigns.start, alarms=True)

    @mutation(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="Stop a campaign for a while: nothing begins to be sent a second later.",
    )
    async def pause_campaign(self, info: Info, input: CampaignStepInput) -> CampaignResult:
        return await _take(info, input, campaigns.pause)

    @mutation(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="Let a paused campaign go on where it stood.",
    )
    async def resume_campaign(self, info: Info, input: CampaignStepInput) -> CampaignResult:
        return await _take(info, input, campaigns.resume)

    @mutation(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="End a campaign for good: who was not told yet never is.",
    )
    async def cancel_campaign(self, info: Info, input: CampaignStepInput) -> CampaignResult:
        return await _take(info, input, campaigns.cancel)


async def _take(
    info: Info, input: CampaignStepInput, step: Step, *, alarms: bool | None = None
) -> Answer:
    """`alarms`: only for alarms, or for all but alarms; None makes no difference."""
    return await once(info, input, perform=lambda: _step(info.context, input, step, alarms))


async def _step(
    world: Context, input: CampaignStepInput, step: Step, alarms: bool | None
) -> Answer:
    campaign_id = uuid_of(input.campaign_id, "Campaign")
    if alarms is not None:
        view = await campaigns.show_campaign(world.actor, campaign_id, clock=world.clock)
        if view is not None and (view.category is Category.SAFETY) is not alarms:
            return answer_to(campaigns.MayNotCampaign())
    outcome = await step(world.actor, campaign_id, clock=world.clock, ids=world.ids)
    return answer_to(outcome, input.campaign_id)
