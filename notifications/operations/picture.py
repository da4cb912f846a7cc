"""How it stands, in one look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domains.kernel import outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from notifications.campaign_models import Campaign
from notifications.campaigns.report import Report, report_of
from notifications.campaigns.vocabulary import CampaignState
from notifications.channels.health import ChannelHealth, channel_health
from notifications.dead_letters.count_dead_letters import Heap, count_dead_letters
from notifications.dead_letters.dead_letter import MayNotOperate
from notifications.dead_letters.policy import may_operate
from notifications.operations.queues import Queue, read_queues
from notifications.operations.recent import Recent, read_recent

MOST_CAMPAIGNS: Final = 5
UNDER_WAY: Final = (CampaignState.RUNNING, CampaignState.PAUSED)


@dataclass(frozen=True, slots=True)
class Running:
    """A campaign under way; `name` is its sender, as the city sees it."""

    campaign: Campaign
    report: Report | None


@dataclass(frozen=True, slots=True)
class Picture:
    """`events_waiting` are those in the outbox that no worker has read yet, `events_given_up` those
    that none could; `quota_per_min` is what FCM allows."""

    at: datetime
    queues: Sequence[Queue]
    recent: Recent
    circuits: Sequence[ChannelHealth]
    campaigns: Sequence[Running]
    dead_letters: Sequence[Heap]
    events_waiting: int
    events_given_up: int
    quota_per_min: int
    has_telephone: bool

    @property
    def quota_used(self) -> float:
        """Of the last minute, from 0 on."""
        return self.recent.asked_of_fcm / self.quota_per_min


@dataclass(frozen=True, slots=True)
class Terms:
    """What the settings say that the picture needs."""

    quota_per_min: int
    has_telephone: bool


async def look(actor: Actor, *, terms: Terms, clock: Clock) -> Picture | MayNotOperate:
    """A dozen bounded statements: as quick over a million deliveries as over none."""
    if not may_operate(actor):
        return MayNotOperate()
    at = clock.now()
    waiting, given_up = await outbox.backlog()
    return Picture(
        at=at,
        queues=await read_queues(at=at),
        recent=await read_recent(at=at),
        circuits=await channel_health(),
        campaigns=await _campaigns(actor, at=at),
        dead_letters=await count_dead_letters(),
        events_waiting=waiting,
        events_given_up=given_up,
        quota_per_min=terms.quota_per_min,
        has_telephone=terms.has_telephone,
    )


async def _campaigns(_: Actor, *, at: datetime) -> list[Running]:
    found = Campaign.filter(state__in=UNDER_WAY).order_by("-id").limit(MOST_CAMPAIGNS)
    return [Running(campaign, await report_of(campaign, at=at)) for campaign in await found]
