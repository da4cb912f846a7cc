"""Whom a campaign would reach if it started: now, and at its hour."""

from dataclasses import dataclass
from uuid import UUID

from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaign_models import Campaign
from notifications.campaigns.count import Count, count
from notifications.campaigns.draft import notice_of
from notifications.campaigns.outcomes import NoSuchCampaign
from notifications.campaigns.policy import may_see
from notifications.campaigns.row import draft_of
from notifications.campaigns.trace import trace_look


@dataclass(frozen=True, slots=True)
class Preview:
    """Exact at the moment of asking. `then` is for the hour that it is scheduled for, if any."""

    campaign_id: UUID
    now: Count
    then: Count | None


async def preview(
    actor: Actor, campaign_id: UUID, *, clock: Clock, ids: Ids
) -> Preview | NoSuchCampaign:
    """Writes nothing but the trace that somebody counted."""
    campaign = await Campaign.get_or_none(id=campaign_id) if may_see(actor) else None
    if campaign is None:
        return NoSuchCampaign()
    now, draft = clock.now(), draft_of(campaign)
    notice = notice_of(draft, campaign_id=campaign.id, event_id=campaign.id, at=now)
    await trace_look(actor, campaign.id, "preview", clock=clock, ids=ids)
    then = draft.starts_at if draft.starts_at and draft.starts_at > now else None
    return Preview(
        campaign_id=campaign.id,
        now=await count(draft.segment, notice.content, at=now),
        then=await count(draft.segment, notice.content, at=then) if then else None,
    )
