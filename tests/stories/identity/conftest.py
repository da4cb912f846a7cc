"""Who is at home in stories about families and offices: people with sessions that stand."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from domains.identity import public as identity
from domains.identity.public import roles
from domains.kernel.actor import Role
from tests.builders.families import REGISTRY, Town
from tests.stories.house import House, Phone, node

SENIOR_BORN = date(1943, 3, 1)


@dataclass(frozen=True)
class Neighbourhood:
    """Makes people who are signed in just now, with the offices that the table says they hold."""

    house: House
    town: Town

    async def phone(self, person: UUID, *offices: Role) -> Phone:
        """A phone whose session stands: dangerous acts ask for one."""
        session = await identity.open_session(
            person_id=person,
            device_name="phone",
            lives=timedelta(days=1),
            clock=self.town.clock,
            ids=self.town.ids,
        )
        token = self.house.tokens.issue(
            person_id=person,
            session_id=session.session_id,
            roles=offices,
            signed_in_at=self.town.clock.now(),
        )
        return Phone(self.house, token.text, "ko")

    async def appoint(
        self, person: UUID, role: Role, *, unit: UUID | None = None, **more: object
    ) -> UUID:
        held = await roles.grant_role(
            actor=REGISTRY,
            person_id=person,
            role=role,
            unit_id=unit,
            clock=self.town.clock,
            ids=self.town.ids,
            **more,
        )
        assert isinstance(held, roles.RoleHeld)
        return held.grant_id

    async def official(self, name: str, role: Role, *, unit: UUID | None = None) -> Phone:
        """Somebody in office, on their phone."""
        person = await self.town.person(name)
        await self.appoint(person, role, unit=unit)
        return await self.phone(person, role)

    async def unit(self, kind: roles.UnitKind, name: str, within: UUID | None = None) -> UUID:
        key = self.town.ids.new()
        card = roles.UnitCard(key, kind, name, within)
        await roles.register_unit(REGISTRY, card, clock=self.town.clock, ids=self.town.ids)
        return key


@dataclass(frozen=True)
class ActingPhone(Phone):
    """The same phone, saying for whom it acts."""

    person: str = ""

    async def send(self, document, variables):
        headers = {"authorization": f"Bearer {self.token}", "x-on-behalf-of": self.person}
        body = {"query": document, "variables": variables}
        return await self.house.http.post("/graphql", json=body, headers=headers)


def acting(phone: Phone, person: UUID | str) -> ActingPhone:
    named = person if isinstance(person, str) else node("Person", person)
    return ActingPhone(phone.house, phone.token, phone.language, person=named)


@pytest.fixture
def neighbourhood(house, town) -> Neighbourhood:
    return Neighbourhood(house, town)


@pytest.fixture
async def officer(neighbourhood) -> Phone:
    return await neighbourhood.official("박주무관", Role.OFFICER)


@pytest.fixture
async def colleague(neighbourhood) -> Phone:
    return await neighbourhood.official("최주무관", Role.OFFICER)
