"""What happens to campaigns by the clock: they start, are counted, expire, and end.

A sweep of some seconds. Each campaign is tended in a transaction of its own, under its lock; a
worker that dies in between leaves the rest to the next sweep. Safe to run in every worker at once.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domains.kernel import sql
from domains.kernel.actor import Actor, system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.one_by_one import one_by_one
from notifications.campaign_models import Campaign
from notifications.campaigns.begin import begin
from notifications.campaigns.close_open import AT_ONCE, close_open, is_open
from notifications.campaigns.count import NOBODY, count_behind
from notifications.campaigns.policy import Move, after
from notifications.campaigns.report import final_counts
from notifications.campaigns.row import segment_of
from notifications.campaigns.shelve import lay_on_shelf, take_from_shelf
from notifications.campaigns.tally import fold
from notifications.campaigns.trace import trace
from notifications.campaigns.vocabulary import CampaignState, Ending
from notifications.dispatch import halts

log = structlog.get_logger()

HOUSE: Actor = system_actor("notifications.campaigns")

PARTS_AT_ONCE: Final = 20
"""Transactions, one after the other, in which one sweep closes what a campaign leaves: a hundred
thousand deliveries, in a second or two."""


async def tend(*, clock: Clock, ids: Ids) -> int:
    """How many campaigns were looked at."""
    rows = await sql.fetch(
        """
        SELECT id FROM notifications.campaigns
        WHERE (state = 'scheduled' AND starts_at <= $1) OR state IN ('running', 'paused')
           OR (state IN ('cancelled', 'finished') AND event_id IS NOT NULL
               AND NOT coalesce(report, '{}') ? 'counts')
        ORDER BY id
        """,
        clock.now(),
    )

    async def one(campaign_id: UUID) -> int:
        for _ in range(PARTS_AT_ONCE):
            async with in_transaction():
                if not await _tend(campaign_id, clock=clock, ids=ids):
                    break
        return 1

    await one_by_one([row["id"] for row in rows], one, what="campaigns")
    return len(rows)


async def _tend(campaign_id: UUID, *, clock: Clock, ids: Ids) -> bool:
    """Whether there is more to do at once."""
    campaign = await Campaign.select_for_update(skip_locked=True).get_or_none(id=campaign_id)
    if campaign is None:
        return False
    now = clock.now()
    match campaign.state:
        case CampaignState.SCHEDULED:
            await _start(campaign, now, clock=clock, ids=ids)
        case CampaignState.RUNNING | CampaignState.PAUSED if campaign.expires_at <= now:
            return await _end(campaign, Ending.EXPIRED, now, clock=clock, ids=ids)
        case CampaignState.RUNNING:
            await _go_on(campaign, now, clock=clock, ids=ids)
        case CampaignState.PAUSED:
            await lay_on_shelf(campaign, clock=clock)
        case CampaignState.CANCELLED:
            return await _close(campaign, "retracted", now, clock=clock, ids=ids)
        case CampaignState.FINISHED:
            return await _close(campaign, "expired", now, clock=clock, ids=ids)
        case CampaignState.DRAFT:
            pass
    return False


async def _start(campaign: Campaign, now: datetime, *, clock: Clock, ids: Ids) -> None:
    """Too late for its own message (nobody was working at its hour): it ends untold."""
    if campaign.starts_at is None or campaign.starts_at > now:
        return
    campaign.changed_at = now
    await begin(campaign, clock=clock, ids=ids)
    if campaign.expires_at <= now:
        campaign.state = CampaignState.RUNNING
        await _end(campaign, Ending.EXPIRED, now, clock=clock, ids=ids)
        return
    campaign.state = CampaignState.RUNNING
    await campaign.save()
    await trace(HOUSE, campaign, Move.START.value, clock=clock, ids=ids)


async def _go_on(campaign: Campaign, now: datetime, *, clock: Clock, ids: Ids) -> None:
    if campaign.event_id is None:
        return
    await fold(campaign.event_id)
    await take_from_shelf(campaign, clock=clock)
    if campaign.expanded_at is not None and not await is_open(campaign):
        await _end(campaign, Ending.DONE, now, clock=clock, ids=ids)
    elif campaign.report is None:
        expected = await count_behind(segment_of(campaign), person_id=NOBODY, at=now)
        campaign.report = {"expected": expected}
        await campaign.save(update_fields=["report"])


async def _end(
    campaign: Campaign, ending: Ending, now: datetime, *, clock: Clock, ids: Ids
) -> bool:
    """Whether more of it is to be closed."""
    state = after(campaign.state, Move.FINISH)
    if state is None or campaign.event_id is None:
        return False
    campaign.state, campaign.ending = state, ending
    campaign.ended_at = campaign.changed_at = now
    await campaign.save()
    await halts.resume([campaign.event_id])
    await trace(HOUSE, campaign, Move.FINISH.value, clock=clock, ids=ids)
    return await _close(campaign, "expired", now, clock=clock, ids=ids)


async def _close(campaign: Campaign, state: str, now: datetime, *, clock: Clock, ids: Ids) -> bool:
    """Close a part of what is open, and say whether another is there to be closed; with the last
    comes the report. What somebody has in hand is closed by a later sweep."""
    closed = await close_open(campaign, state=state, clock=clock)
    if await is_open(campaign):
        return closed == AT_ONCE
    campaign.report = await final_counts(campaign, at=now)
    await campaign.save(update_fields=["report"])
    if campaign.event_id is not None:
        await sql.execute(
            "DELETE FROM notifications.campaign_tallies WHERE event_id = $1", campaign.event_id
        )
    await trace(HOUSE, campaign, "report", clock=clock, ids=ids)
    log.info("campaign.over", campaign_id=str(campaign.id), ending=campaign.ending)
    return False
