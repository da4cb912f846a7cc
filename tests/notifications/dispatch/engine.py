"""An engine under a story's hand: channels that do what it says, receivers without number."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from domains.identity.public import Platform
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from notifications.channel import Channel
from notifications.claim_due import LEASE
from notifications.claimed import Claimed
from notifications.dispatch.dispatcher import SHARES, Dispatcher
from notifications.dispatch.halts import Halts
from notifications.dispatch.turn import Means
from notifications.lanes import Lane
from notifications.messages.presentation import presentation_of
from notifications.messages.render import Text
from notifications.ports import (
    Halted,
    NotBegun,
    Outgoing,
    PushChannel,
    Receipt,
    Sent,
    Wording,
    never_halted,
)

PATIENCE_S = 20
"""No story waits longer for what must happen."""


@dataclass
class SlowWire:
    """Takes everything over; lanes that are `held` only once they are let go."""

    held: frozenset[Lane] = frozenset()
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    begun: Counter[Lane] = field(default_factory=Counter)
    sent: Counter[tuple[UUID, UUID]] = field(default_factory=Counter)
    in_hand: int = 0
    most_in_hand: int = 0
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    name: Channel = Channel.FCM

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        lane = batch[0].lane
        await self._note(lane, len(batch))
        if lane in self.held:
            await self.let_go.wait()
        receipts = [self._one(each, halted) for each in batch]
        await self._note(lane, -len(batch))
        return receipts

    def _one(self, outgoing: Outgoing, halted: Halted) -> Receipt:
        if halted(outgoing.event_id):
            return NotBegun()
        self.sent[outgoing.event_id, outgoing.device_id] += 1
        return Sent(f"message/{outgoing.device_id}")

    async def _note(self, lane: Lane, number: int) -> None:
        self.in_hand += number
        self.most_in_hand = max(self.most_in_hand, self.in_hand)
        self.begun[lane] += max(number, 0)
        async with self.changed:
            self.changed.notify_all()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds, looking again at every batch that comes or goes."""
        async with asyncio.timeout(PATIENCE_S), self.changed:
            await self.changed.wait_for(holds)


@dataclass
class Crowd:
    """`Pages` of receivers without number: one campaign of one lane, each row born leased."""

    event_id: UUID
    lane: Lane
    left: int
    ids: Ids
    expires_at: datetime
    handed_out: int = 0

    async def next_page(self, *, lane: Lane, limit: int, clock: Clock) -> list[Claimed]:
        if lane is not self.lane or not self.left:
            return []
        number = min(limit, self.left)
        now = clock.now()
        people = [self.ids.new() for _ in range(number)]
        await sql.execute(
            """
            INSERT INTO notifications.deliveries (event_id, device_id, person_id, lane, locale,
                state, expires_at, created_at, next_attempt_at, leased_until)
            SELECT $1, id, id, $2, 'ko', 'sending', $3, $4, $5, $5
            FROM unnest($6::uuid[]) AS people (id)
            """,
            self.event_id,
            lane.value,
            self.expires_at,
            now,
            now + LEASE,
            people,
        )
        self.left -= number
        self.handed_out += number
        return [self._claimed(person, now) for person in people]

    async def has_more(self, lane: Lane, *, at: datetime) -> bool:
        return False

    def _claimed(self, person: UUID, now: datetime) -> Claimed:
        return Claimed(
            self.event_id,
            person,
            person,
            Channel.FCM,
            self.lane,
            Locale.KO,
            False,
            0,
            self.expires_at,
            now,
            now + LEASE,
            None,
            f"token-{person}",
            Platform.ANDROID,
            self.wording,
        )

    @property
    def wording(self) -> Wording:
        category = self.lane.category
        return Wording(
            event_id=self.event_id,
            category=category,
            tag="campaign",
            expires_at=self.expires_at,
            text=Text("제목", "본문"),
            payload={"kind": "campaign"},
            presentation=presentation_of(None, category),
        )


def crowd(lane: Lane, number: int, *, clock: Clock, ids: Ids) -> Crowd:
    """A campaign to so many people that lasts a day."""
    return Crowd(ids.new(), lane, number, ids, clock.now() + timedelta(days=1))


@asynccontextmanager
async def engine(
    wire: PushChannel,
    *,
    clock: Clock,
    ids: Ids,
    pages: Crowd | None = None,
    apart: Callable[[], AbstractAsyncContextManager[object]] = nullcontext,
) -> AsyncIterator[Dispatcher]:
    """A worker's engine for as long as the block lasts, and until it has finished."""
    means = Means(
        channels={wire.name: wire}, clock=clock, ids=ids, dice=Random(1), halts=Halts(clock=clock)
    )
    dispatcher = Dispatcher(means=means, pages=pages, shares=SHARES, apart=apart)
    async with dispatcher.running(drain_s=PATIENCE_S):
        yield dispatcher


async def tally(event_id: UUID) -> dict[str, int]:
    """How many deliveries of an event are in which state."""
    rows = await sql.fetch(
        "SELECT state, count(*) AS n FROM notifications.deliveries WHERE event_id = $1 GROUP BY 1",
        event_id,
    )
    return {row["state"]: row["n"] for row in rows}
