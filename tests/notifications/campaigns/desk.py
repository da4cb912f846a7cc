"""The officer's desk and one worker, for stories of campaigns; its push service remembers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from domains.kernel import sql
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from notifications.campaigns.draft import Draft
from notifications.campaigns.notice import Words
from notifications.campaigns.outcomes import CampaignStands
from notifications.campaigns.pages import Pages
from notifications.campaigns.show import CampaignView, show_campaign
from notifications.campaigns.start import start
from notifications.campaigns.tend import tend
from notifications.campaigns.write_draft import create_draft
from notifications.channel import Channel
from notifications.claim_due import claim_due
from notifications.claimed import Claimed
from notifications.dispatch.halts import Halts
from notifications.dispatch.turn import Means, take_turn
from notifications.lanes import Lane
from notifications.notification import Category
from notifications.ports import Halted, NotBegun, Outgoing, Receipt, Sent, never_halted
from notifications.segments.segment import Everybody, Segment
from tests.builders.families import Town

OFFICER = Actor(person_id=UUID(int=1 << 64), roles=frozenset({Role.OFFICER}))
OPERATOR = Actor(person_id=UUID(int=2 << 64), roles=frozenset({Role.OPERATOR}))
CITIZEN = Actor(person_id=UUID(int=3 << 64))

WORDS = {
    Locale.KO: Words("물놀이장 개장", "맑음터공원 물놀이장이 토요일에 문을 엽니다."),
    Locale.EN: Words("The water park opens", "Saturday, at Malgeumteo Park."),
}


@dataclass
class Recorded:
    """A push service that takes everything and remembers it."""

    name: Channel = Channel.FCM
    sent: list[Outgoing] = field(default_factory=list)

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        receipts: list[Receipt] = []
        for outgoing in batch:
            if halted(outgoing.event_id):
                receipts.append(NotBegun())
            else:
                self.sent.append(outgoing)
                receipts.append(Sent(f"m-{len(self.sent)}"))
        return receipts


@dataclass
class Desk:
    """Who writes campaigns, and the worker that sends them."""

    clock: SimulatedClock
    ids: Ids
    pushes: Recorded = field(default_factory=Recorded)

    def __post_init__(self) -> None:
        self.pages = Pages(ids=self.ids)

    @property
    def town(self) -> Town:
        return Town(self.clock, self.ids)

    def draft(self, segment: Segment | None = None, **changed: Any) -> Draft:
        stated: dict[str, Any] = {
            "category": Category.SERVICE,
            "sender": "오산시",
            "words": WORDS,
            "segment": segment or Everybody(),
            "expires_at": self.clock.now() + timedelta(days=2),
        }
        return Draft(**{**stated, **changed})

    async def write(
        self, segment: Segment | None = None, *, by: Actor = OFFICER, **changed: Any
    ) -> UUID:
        outcome = await create_draft(
            by, self.draft(segment, **changed), clock=self.clock, ids=self.ids
        )
        assert isinstance(outcome, CampaignStands), outcome
        return outcome.campaign_id

    async def started(self, segment: Segment | None = None, **changed: Any) -> UUID:
        by = OPERATOR if changed.get("category") is Category.SAFETY else OFFICER
        campaign_id = await self.write(segment, by=by, **changed)
        outcome = await start(by, campaign_id, clock=self.clock, ids=self.ids)
        assert isinstance(outcome, CampaignStands), outcome
        return campaign_id

    async def page(self, lane: Lane = Lane.SERVICE, limit: int = 100) -> list[Claimed]:
        return await self.pages.next_page(lane=lane, limit=limit, clock=self.clock)

    async def send(self, claimed: Sequence[Claimed]) -> None:
        halts = Halts(clock=self.clock)
        await halts.refresh()
        web = Recorded(Channel.WEB_PUSH, self.pushes.sent)
        channels = {Channel.FCM: self.pushes, Channel.WEB_PUSH: web}
        means = Means(
            channels=channels, clock=self.clock, ids=self.ids, dice=Random(1), halts=halts
        )
        await take_turn(claimed, means=means)

    async def work(self, lane: Lane = Lane.SERVICE, limit: int = 100) -> None:
        """Everything there is to expand, and everything that is due."""
        while True:
            claimed = await self.page(lane, limit)
            await self.send(claimed)
            if not claimed and not await self.pages.has_more(lane, at=self.clock.now()):
                break
        halts = Halts(clock=self.clock)
        await halts.refresh()
        while due := await claim_due(limit=250, clock=self.clock, stopped=halts.stopped):
            await self.send(due)

    async def tend(self) -> None:
        await tend(clock=self.clock, ids=self.ids)

    async def see(self, campaign_id: UUID) -> CampaignView:
        view = await show_campaign(OFFICER, campaign_id, clock=self.clock)
        assert view is not None
        return view

    async def event(self, campaign_id: UUID) -> UUID:
        event_id = (await self.see(campaign_id)).event_id
        assert event_id is not None
        return event_id


async def states(event_id: UUID) -> Counter[str]:
    """How many deliveries of an event stand where."""
    rows = await sql.fetch(
        "SELECT state, count(*)::int AS n FROM notifications.deliveries "
        "WHERE event_id = $1 GROUP BY state",
        event_id,
    )
    return Counter({row["state"]: row["n"] for row in rows})


def seoul(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """An hour of Osan's clocks."""
    from domains.kernel.clock import SEOUL

    return datetime(year, month, day, hour, minute, tzinfo=SEOUL)
