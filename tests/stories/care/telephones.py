"""A city whose telephones ring: the provider's emulator on a socket, and our ears for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import httpx
from redis.asyncio import Redis

from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.embedded.free_port import free_port
from infra.settings import PushSettings, Settings
from notifications.channels.fcm import open_fcm
from notifications.channels.health import RecordedHealth
from notifications.channels.phone_line import open_phone_lines
from notifications.emulator.exchange import Exchange
from tests.builders.city import City, found_city
from tests.builders.telephones import prove_number
from tests.infra.listening import listening

HERS = "010-1234-5678"


@dataclass(frozen=True)
class Telephones:
    """The provider, and everything of the city."""

    city: City
    provider: httpx.AsyncClient

    async def number(self, person: UUID, typed: str = HERS) -> None:
        """A number that was proved by the code that went to it."""
        await prove_number(person, typed, clock=self.city.clock, ids=self.city.ids)

    async def calls(self) -> list[dict[str, Any]]:
        items = (await self.provider.get("/control/telephones")).json()["items"]
        return [item for item in items if item["kind"] == "call"]

    async def reply(self, slug: str | None = None, **said: Any) -> None:
        """Somebody answers the last call, or one that they made."""
        slug = slug or (await self.calls())[-1]["slug"]
        answer = await self.provider.post(f"/control/telephones/{slug}/reply", json=said)
        assert answer.status_code == 204
        await self.provider.get("/control/telephones/settled")
        await self.city.settle()

    async def call_us(self, number: str, *, attested: bool = True) -> dict[str, Any]:
        """What the caller hears, and the call's slug."""
        said = {"from": number, "attested": attested}
        heard = await self.provider.post("/control/telephones/call", json=said)
        assert heard.status_code == 200, heard.text
        return dict(heard.json())


@asynccontextmanager
async def telephones(
    settings: Settings,
    *,
    clock: SimulatedClock,
    ids: Ids,
    valkey: Redis,
    push_address: tuple[str, Exchange],
) -> AsyncIterator[Telephones]:
    address, exchange = push_address
    port = free_port()
    ours = settings.model_copy(
        update={
            "phone_line": settings.phone_line.model_copy(
                update={"base_url": f"{address}/phone-line"}
            ),
            "gateway": settings.gateway.model_copy(
                update={"public_url": f"http://127.0.0.1:{port}"}
            ),
        }
    )
    push = PushSettings(base_url=address, project_id="osan", timeout_s=2)
    health = RecordedHealth(clock=clock, ids=ids)
    async with (
        open_fcm(push, clock=clock) as channel,
        open_phone_lines(ours, clock=clock, health=health) as lines,
        found_city(
            ours, clock=clock, ids=ids, valkey=valkey, channel=channel, push=exchange
        ) as city,
        listening(city.app, port=port),
        httpx.AsyncClient(base_url=address) as provider,
    ):
        tools = replace(city.tools, channels={**city.tools.channels, **lines})
        yield Telephones(replace(city, tools=tools), provider)
