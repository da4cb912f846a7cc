"""An operator at a browser, and what is given up around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import httpx
import pytest

from domains.identity import public as identity
from domains.kernel.actor import Role, system_actor
from notifications.channel import Channel
from notifications.ports import Halted, Outgoing, Receipt, Rejected, never_halted
from notifications.public import deliver_due
from tests.notifications.world import World
from tests.stories.house import House

GATEWAY = "http://gateway.test"
OURS = {"origin": GATEWAY}


@dataclass(frozen=True)
class Browser:
    """Follows redirects of our own house, and keeps its cookies."""

    http: httpx.AsyncClient
    language: str = "ko"

    async def open(self, path: str, *, language: str | None = None) -> httpx.Response:
        said = {"accept-language": language or self.language}
        return await self.http.get(path, headers=said, follow_redirects=True)

    async def press(
        self, path: str, headers: dict[str, str] = OURS, **form: object
    ) -> httpx.Response:
        said = {"accept-language": self.language, **headers}
        return await self.http.post(path, data=form, headers=said, follow_redirects=True)


class Refusing:
    """Finds every message malformed."""

    name = Channel.FCM

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        return [Rejected("INVALID_ARGUMENT") for _ in batch]


@pytest.fixture
async def operator(town, clock, ids) -> UUID:
    """Han, of the control room."""
    person = await town.person("한관제", born=date(1981, 2, 17))
    await identity.roles.grant_role(
        actor=system_actor("test"), person_id=person, role=Role.OPERATOR, clock=clock, ids=ids
    )
    return person


@pytest.fixture
def sit_down(house: House, clock, ids):
    """Signs somebody in to the browser, as the sign-in itself leaves it: with the one cookie."""

    async def sit(person: UUID) -> Browser:
        session = await identity.open_session(
            person_id=person, device_name="관제실", lives=timedelta(days=1), clock=clock, ids=ids
        )
        house.http.cookies.set(
            "osan_refresh", session.refresh_token, domain="gateway.test", path="/auth"
        )
        return Browser(house.http)

    return sit


@pytest.fixture
async def browser(sit_down, operator) -> Browser:
    return await sit_down(operator)


@pytest.fixture
def world(database, clock, ids) -> World:
    """Without a push service: what is to be sent goes to `Refusing`."""
    return World(clock, ids, Refusing(), None)  # type: ignore[arg-type]


@pytest.fixture
async def alarms(world: World) -> list[UUID]:
    """Three of Hana's that were given up, oldest first."""
    family = await world.family()
    await world.phone(family.mother, "hana")
    told = [family.not_arrived() for _ in range(3)]
    for alarm in told:
        await world.tell(alarm)
    await deliver_due(
        channels={Channel.FCM: Refusing()}, clock=world.clock, ids=world.ids, dice=world.dice
    )
    return [alarm.event_id for alarm in told]
