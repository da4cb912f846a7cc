"""An officer says that a campaign shall start at its hour."""

from uuid import UUID

from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaign_models import Campaign
from notifications.campaigns.draft import problems_of
from notifications.campaigns.outcomes import BadDraft, Problem
from notifications.campaigns.policy import Move
from notifications.campaigns.row import draft_of
from notifications.campaigns.take_step import Stepped, take_step


async def schedule(
    actor: Actor, campaign_id: UUID, *, clock: Clock, ids: Ids
) -> Stepped | BadDraft:
    """Its `starts_at` must lie ahead; `tend` starts it then."""

    async def follow(campaign: Campaign) -> BadDraft | None:
        draft = draft_of(campaign)
        if draft.starts_at is None:
            return BadDraft((Problem("startsAt", "Say when it shall start."),))
        problems = problems_of(draft, now=clock.now())
        return BadDraft(problems) if problems else None

    return await take_step(actor, campaign_id, Move.SCHEDULE, follow=follow, clock=clock, ids=ids)
