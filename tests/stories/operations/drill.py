"""A city whose push credentials are revoked under its hands, put together as the worker does."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from api.reactions import Reactions
from domains.commute.public import Retention
from domains.consent.public import NOBODY
from domains.kernel import outbox, sql
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.queue.consume import consume
from infra.settings import PushSettings
from notifications.channel import Channel
from notifications.channels.fcm import open_fcm
from notifications.channels.health import RecordedHealth
from notifications.emulator.exchange import Exchange
from notifications.fallback.policy import CHAINS
from notifications.ports import Halted, Outgoing, PushChannel, Receipt, Sent, never_halted
from notifications.public import deliver_due, fire_fallbacks, operations
from tests.notifications.world import World

A_TURN = timedelta(seconds=1)


@dataclass
class Telephones:
    """A provider that takes every text message, and keeps whose it was."""

    name: Channel = Channel.SMS
    written_to: list[UUID] = field(default_factory=list)

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        self.written_to += [outgoing.person_id for outgoing in batch]
        return [Sent("sms") for _ in batch]


@dataclass
class Drill:
    """The world, with what follows from its events and its timers."""

    world: World
    telephones: Telephones
    reactions: Reactions
    pulse: operations.Pulse

    async def passes(self, time: timedelta) -> None:
        """Time passes, in turns of a second: events are followed, timers fire, what is due goes."""
        for _ in range(int(time / A_TURN)):
            await self.turn()
            self.world.clock.advance(A_TURN)
        await self.turn()
        await self.pulse.beat()

    async def turn(self) -> None:
        world = self.world
        while due := await outbox.claim_due(
            limit=100, lease=timedelta(seconds=5), clock=world.clock
        ):
            await consume(due, react=self.reactions.react, clock=world.clock)
        await fire_fallbacks(chains=CHAINS, limit=100, clock=world.clock, ids=world.ids)
        ways: list[PushChannel] = [world.channel, self.telephones]
        await deliver_due(
            channels={way.name: way for way in ways},
            clock=world.clock,
            ids=world.ids,
            dice=world.dice,
        )


@asynccontextmanager
async def drill(
    address: str, exchange: Exchange, *, clock: SimulatedClock, ids: Ids
) -> AsyncIterator[Drill]:
    """Over a push emulator on a socket of its own."""
    settings = PushSettings(base_url=address, project_id="osan", timeout_s=2)
    health = RecordedHealth(clock=clock, ids=ids)
    async with open_fcm(settings, clock=clock, health=health, dice=Random(4)) as channel:
        world = World(clock, ids, channel, exchange)
        reactions = Reactions(clock, ids, Retention(), NOBODY)
        yield Drill(world, Telephones(), reactions, operations.Pulse(clock=clock, ids=ids))


async def phones_and_tokens() -> list[tuple[object, ...]]:
    """All that is known of the phones' addresses."""
    rows = await sql.fetch("SELECT * FROM identity.devices ORDER BY id")
    return [tuple(row) for row in rows]


async def open_deliveries() -> int:
    rows = await sql.fetch(
        "SELECT count(*) AS n FROM notifications.deliveries WHERE state IN ('queued', 'sending')"
    )
    return int(rows[0]["n"])
