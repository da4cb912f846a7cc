"""A family, its phones, and the house that tells them things; over a real socket."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent.public import Purpose
from domains.identity import public as identity
from domains.identity.public import Platform
from domains.kernel import sql
from domains.kernel.clock import SimulatedClock
from domains.kernel.geo import LatLon
from domains.kernel.ids import Ids
from notifications.emulator import phone as emulated
from notifications.emulator.exchange import Exchange
from notifications.emulator.misbehaviour import Behaviour, Rule
from notifications.emulator.phone import Notice
from notifications.public import (
    Child,
    DeliverySummary,
    LastSeen,
    Notification,
    PushChannel,
    Retraction,
    Told,
    announcements,
    deliver_due,
    notify,
    retract,
)
from tests.builders.families import ALL, REGISTRY, Town


@dataclass
class World:
    """What a story of notifications happens in."""

    clock: SimulatedClock
    ids: Ids
    channel: PushChannel
    push_service: Exchange
    dice: Random = field(default_factory=lambda: Random(1))

    @property
    def town(self) -> Town:
        return Town(self.clock, self.ids)

    async def family(self, consents: frozenset[Purpose] = ALL) -> "Family":
        town = self.town
        mina = await town.person("민아", born=datetime(2017, 2, 10).date())  # noqa: DTZ001
        hana = await town.parent_of(mina, "김하나")
        await town.consents(hana, mina, consents)
        return Family(self, Child(id=mina, name="민아"), hana)

    async def phone(self, person: UUID, token: str, platform: Platform = Platform.ANDROID) -> UUID:
        device = await identity.register_push_device(
            person_id=person,
            platform=platform,
            push_token=token,
            name=token,
            clock=self.clock,
            ids=self.ids,
        )
        return device.device_id

    async def tell(self, notification: Notification) -> Told:
        async with in_transaction():
            return await notify(notification, clock=self.clock, ids=self.ids)

    async def take_back(
        self,
        tag: str,
        *,
        except_person: UUID | None = None,
        only_from: frozenset[UUID] | None = None,
    ) -> UUID:
        retraction = Retraction(
            event_id=self.ids.new(),
            occurred_at=self.clock.now(),
            tag=tag,
            except_person=except_person,
            only_from=only_from,
        )
        async with in_transaction():
            await retract(retraction, clock=self.clock)
        return retraction.event_id

    async def deliver(
        self, *, event_ids: Sequence[UUID] | None = None, channel: PushChannel | None = None
    ) -> DeliverySummary:
        way = channel or self.channel
        return await deliver_due(
            event_ids=event_ids,
            channels={way.name: way},
            clock=self.clock,
            ids=self.ids,
            dice=self.dice,
        )

    def misbehave(self, behaviour: Behaviour, **rule: Any) -> None:
        self.push_service.plan.rules.append(Rule(behaviour, **rule))

    def misbehave_to(self, token: str, behaviour: Behaviour) -> None:
        """Towards one phone only."""
        phone = self.push_service.register(token, emulated.Platform.ANDROID)
        phone.plan.rules.append(Rule(behaviour))

    def behave(self) -> None:
        self.push_service.plan.rules.clear()

    def screen(self, token: str) -> list[str]:
        phone = self.push_service.devices[token].phone
        return [notice.title for notice in phone.on_screen.values()]

    def history(self, token: str) -> list[Notice]:
        device = self.push_service.devices.get(token)
        return list(device.phone.history) if device else []

    def requests(self) -> int:
        return self.push_service.journal.counts["requests"]


@dataclass(frozen=True)
class Family:
    """Mina, nine years old, and her mother Hana."""

    world: World
    child: Child
    mother: UUID

    async def father(self, name: str = "이도현") -> UUID:
        return await self.world.town.parent_of(self.child.id, name)

    async def leaves(self, guardian: UUID) -> None:
        """The relation ends now."""
        rows = await sql.fetch("SELECT id FROM identity.relations WHERE holder_id = $1", guardian)
        await identity.end_relation(
            actor=REGISTRY, relation_id=rows[0]["id"], clock=self.world.clock, ids=self.world.ids
        )

    def arrived(self) -> Notification:
        now = self.world.clock.now()
        return announcements.arrived(
            event_id=self.world.ids.new(),
            child=self.child,
            visit_id=self.world.ids.new(),
            place="운산초등학교",
            at=now,
            told_at=now,
        )

    def not_arrived(self) -> Notification:
        now = self.world.clock.now()
        return announcements.not_arrived(
            event_id=self.world.ids.new(),
            child=self.child,
            alarm_id=self.world.ids.new(),
            place="운산초등학교",
            due=now,
            told_at=now,
        )

    def sos(self) -> Notification:
        now = self.world.clock.now()
        return announcements.sos_raised(
            event_id=self.world.ids.new(),
            child=self.child,
            sos_id=self.world.ids.new(),
            at=now,
            last_seen=LastSeen(at=now - timedelta(minutes=3), point=LatLon(37.15, 127.077)),
        )


async def states(event_id: UUID) -> list[str]:
    """The states of an event's deliveries, sorted."""
    rows = await sql.fetch(
        "SELECT state FROM notifications.deliveries WHERE event_id = $1 ORDER BY state", event_id
    )
    return [row["state"] for row in rows]


async def reasons(event_id: UUID) -> dict[UUID, tuple[str, str]]:
    """Verdict and reason by person."""
    rows = await sql.fetch(
        "SELECT person_id, verdict, reason FROM notifications.decisions WHERE event_id = $1",
        event_id,
    )
    return {row["person_id"]: (row["verdict"], row["reason"]) for row in rows}


async def outbox_topics() -> list[str]:
    rows = await sql.fetch("SELECT topic FROM kernel.outbox ORDER BY id")
    return [row["topic"] for row in rows]
