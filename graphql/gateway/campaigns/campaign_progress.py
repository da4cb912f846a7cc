"""`campaignProgress`: a campaign as it goes, second by second."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import strawberry

from gateway.campaigns.staff import PUBLIC_TASK, STAFF
from gateway.campaigns.types import Campaign, campaign_type
from gateway.context import Info
from gateway.declarations import Everybody
from gateway.fields import subscription
from gateway.global_ids import uuid_of
from notifications.public import campaigns

EVERY_S = 1.0
LATELY = 10
"""Readings over which the present rate is taken."""


@strawberry.type(description="How a campaign stands now.")
class CampaignProgress:
    campaign: Campaign = strawberry.field(description="With its report so far.")
    percent: float = strawberry.field(description="How much of it is done, 0 to 100.")
    per_second: float = strawberry.field(description="Deliveries settled, over the last seconds.")
    seconds_left: float | None = strawberry.field(
        description="At this rate; null while nothing moves."
    )


@dataclass
class Pace:
    """How fast it goes, by the last readings."""

    readings: deque[tuple[datetime, int]] = field(default_factory=lambda: deque(maxlen=LATELY))

    def read(self, at: datetime, settled: int) -> float:
        """Deliveries a second since the oldest reading that is kept."""
        self.readings.append((at, settled))
        first, before = self.readings[0]
        seconds = (at - first).total_seconds()
        return max(settled - before, 0) / seconds if seconds > 0 else 0.0


@strawberry.type
class CampaignSubscription:
    @subscription(
        allow=STAFF,
        about=Everybody(),
        under=PUBLIC_TASK,
        description="A campaign at once, after every step, and each second while it runs; ends "
        "with its final report. Silent for what is no campaign.",
    )
    async def campaign_progress(
        self, info: Info, campaign_id: strawberry.ID
    ) -> AsyncIterator[CampaignProgress]:
        world, key = info.context, uuid_of(campaign_id, "Campaign")
        pace = Pace()
        async with world.services.listen(f"campaign:{key}") as heard:
            while True:
                heard.clear()
                view = await campaigns.show_campaign(world.actor, key, clock=world.clock)
                if view is None:
                    return
                yield _progress(view, pace, at=world.clock.now())
                if view.state in campaigns.ENDED and (view.report is None or view.report.final):
                    return
                with suppress(TimeoutError):
                    async with asyncio.timeout(EVERY_S):
                        await heard.wait()


def _progress(view: campaigns.CampaignView, pace: Pace, *, at: datetime) -> CampaignProgress:
    report = view.report
    rate = pace.read(at, report.tally.settled if report else 0)
    return CampaignProgress(
        campaign=campaign_type(view),
        percent=round(100 * report.done, 2) if report else 0.0,
        per_second=rate,
        seconds_left=report.left_s(rate) if report else None,
    )
