"""What stories of care need: a dong with its centre, and everybody's phones."""

from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

import pytest

from api.timers import fire_turn, handlers
from domains.kernel.actor import Role
from infra.settings import PushSettings
from notifications.channels.fcm import open_fcm
from tests.builders.care import Seniors, settle_seniors
from tests.builders.city import City, found_city
from tests.builders.families import Town
from tests.notifications.conftest import push_address
from tests.stories.house import Phone
from tests.stories.identity.conftest import Neighbourhood, neighbourhood

__all__ = ["neighbourhood", "push_address"]

Ring = Callable[[], Awaitable[None]]


@pytest.fixture
async def dong(neighbourhood: Neighbourhood) -> "Dong":
    """Bok-rye, her daughter, her care workers and her centre, over the gateway."""
    return Dong(neighbourhood, await settle_seniors(neighbourhood.town))


class Dong:
    """The people of `tests.builders.care`, each with a phone."""

    def __init__(self, neighbourhood: Neighbourhood, people: Seniors) -> None:
        self.neighbourhood, self.people, self.town = neighbourhood, people, people.town

    async def senior(self) -> Phone:
        return await self.neighbourhood.phone(self.people.senior)

    async def guardian(self) -> Phone:
        return await self.neighbourhood.phone(self.people.guardian)

    async def worker(self) -> Phone:
        return await self.neighbourhood.phone(self.people.worker, Role.CARE_WORKER)

    async def stand_in(self) -> Phone:
        return await self.neighbourhood.phone(self.people.stand_in, Role.CARE_WORKER)

    async def desk(self) -> Phone:
        return await self.neighbourhood.phone(self.people.desk, Role.CENTRE_STAFF)

    async def stranger(self, *offices: Role) -> Phone:
        return await self.neighbourhood.phone(await self.town.person("나그네"), *offices)

    async def phone(self, person: UUID) -> Phone:
        return await self.neighbourhood.phone(person)


@pytest.fixture
async def ring(clock, ids) -> Ring:
    """The timers that are due fire, as they do in a worker."""

    async def once() -> None:
        await fire_turn(handlers(clock=clock, ids=ids), clock=clock)

    return once


@pytest.fixture
async def city(database, valkey, settings, clock, ids, push_address) -> AsyncIterator[City]:
    """Everything runs: gateway, reactions, deliveries, a push service."""
    address, exchange = push_address
    push = PushSettings(base_url=address, project_id="osan", timeout_s=2)
    async with (
        open_fcm(push, clock=clock) as channel,
        found_city(
            settings, clock=clock, ids=ids, valkey=valkey, channel=channel, push=exchange
        ) as city,
    ):
        yield city


@pytest.fixture
async def seniors(city: City) -> Seniors:
    """The same people where everything runs."""
    return await settle_seniors(Town(city.clock, city.ids))
