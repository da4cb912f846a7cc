"""A family, a provider of telephones, and the house between them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from domains.kernel import sql
from notifications.channel import Channel
from notifications.deliver import deliver_due
from notifications.fallback.policy import Chains
from notifications.ports import Channels, Halted, Outgoing, Receipt, never_halted
from notifications.public import Answered, Notification, fire_fallbacks
from tests.builders.telephones import prove_number
from tests.notifications.world import World

HANA = "010-1234-5678"
HOME = "031-370-1234"


class City:
    """A family, a provider of telephones, and the house between them."""

    def __init__(self, world: World, channels: Channels, provider: httpx.AsyncClient) -> None:
        self.world = world
        self.channels = {world.channel.name: world.channel, **channels}
        self.provider = provider
        self.heard: list[Answered] = []

    async def number(self, person: UUID, typed: str = HANA) -> UUID:
        """A number that was proved by the code that went to it."""
        world = self.world
        return await prove_number(person, typed, clock=world.clock, ids=world.ids)

    async def tell(self, notification: Notification) -> UUID:
        await self.world.tell(notification)
        await self.deliver()
        return notification.event_id

    async def deliver(self) -> None:
        await deliver_due(
            channels=self.channels,
            clock=self.world.clock,
            ids=self.world.ids,
            dice=self.world.dice,
        )

    async def after(self, seconds: float) -> None:
        """Time passes, and whatever has a timer then happens."""
        self.world.clock.advance(timedelta(seconds=seconds))
        await self.fire()
        await self.deliver()

    async def fire(self, *, late_by: timedelta = timedelta(0)) -> int:
        return await fire_fallbacks(
            chains=Chains(),
            limit=100,
            clock=self.world.clock,
            ids=self.world.ids,
            late_by=late_by,
        )

    async def items(self) -> list[dict[str, Any]]:
        """What the provider was asked for, in order."""
        return (await self.provider.get("/control/telephones")).json()["items"]

    async def asked(self, behaviour: str) -> int:
        """How often the provider was asked while it behaved so."""
        counts = (await self.provider.get("/control/telephones")).json()["counts"]
        return int(counts.get(behaviour, 0))

    async def kinds(self) -> list[str]:
        return [item["kind"] for item in await self.items()]

    async def order(self, behaviour: str) -> None:
        answer = await self.provider.post(
            "/control/telephones/behaviour", json={"behaviour": behaviour}
        )
        assert answer.status_code == 204

    async def press(self, key: str) -> None:
        """Somebody answers the last call; the provider reports it to us."""
        slug = (await self.items())[-1]["slug"]
        await self.provider.post(f"/control/telephones/{slug}/{key}")
        await self.reported()

    async def reply(self, **said: Any) -> None:
        """Somebody answers the last call's question."""
        slug = (await self.items())[-1]["slug"]
        answer = await self.provider.post(f"/control/telephones/{slug}/reply", json=said)
        assert answer.status_code == 204
        await self.reported()

    async def hear(self, answered: Answered) -> None:
        self.heard.append(answered)

    async def reported(self) -> None:
        await self.provider.get("/control/telephones/settled")

    async def ended(self) -> list[str | None]:
        rows = await sql.fetch("SELECT ended_because FROM notifications.fallbacks ORDER BY id")
        return [row["ended_because"] for row in rows]


class TakenBackMeanwhile:
    """The provider calls, and before we hear that it does, what it says is taken back."""

    name = Channel.VOICE

    def __init__(self, city: City, tag: str) -> None:
        self._city, self._tag = city, tag
        self._voice = city.channels[self.name]

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        receipts = await self._voice.send(batch, halted=halted)
        self._city.world.clock.advance(timedelta(seconds=1))
        await self._city.world.take_back(self._tag)
        return receipts
