"""Who is at home in stories of the rights desk."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from api import bootstrap
from domains.governance import public as governance
from domains.governance.public import Workshop
from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.object_store import FileObjects
from tests.builders.families import REGISTRY, Town
from tests.stories.house import House, Phone


@dataclass(frozen=True)
class RightsDesk:
    """People with sessions that stand, the desk's own jobs, and time."""

    house: House
    town: Town
    clock: SimulatedClock
    ids: Ids
    workshop: Workshop

    async def phone(self, person: UUID, *offices: Role) -> Phone:
        """Signed in just now."""
        session = await identity.open_session(
            person_id=person,
            device_name="전화",
            lives=timedelta(days=400),
            clock=self.clock,
            ids=self.ids,
        )
        token = self.house.tokens.issue(
            person_id=person,
            session_id=session.session_id,
            roles=offices,
            signed_in_at=self.clock.now(),
        )
        return Phone(self.house, token.text, "ko")

    async def official(self, name: str, role: Role = Role.OFFICER) -> tuple[UUID, Phone]:
        person = await self.town.person(name)
        await self.appoint(person, role)
        return person, await self.phone(person, role)

    async def appoint(self, person: UUID, role: Role) -> None:
        await identity.grant_role(
            actor=REGISTRY, person_id=person, role=role, clock=self.clock, ids=self.ids
        )

    async def stale_phone(self, person: UUID) -> Phone:
        """Signed in an hour ago, and not since; its access token was renewed."""
        token = self.house.tokens.issue(
            person_id=person,
            session_id=self.ids.new(),
            roles=(),
            signed_in_at=self.clock.now() - timedelta(hours=1),
        )
        return Phone(self.house, token.text, "ko")

    async def build(self) -> int:
        return await governance.build_exports(
            workshop=self.workshop, limit=10, clock=self.clock, ids=self.ids
        )

    async def sweep(self) -> None:
        """As the worker does each minute."""
        objects = self.workshop.objects
        while await governance.ring_timers(limit=50, clock=self.clock, ids=self.ids):
            pass
        erasers = bootstrap.person_erasers(clock=self.clock, ids=self.ids)
        await governance.finish_erasures(
            erasers=erasers, objects=objects, limit=50, clock=self.clock, ids=self.ids
        )
        await governance.expire_exports(objects=objects, limit=50, clock=self.clock, ids=self.ids)

    async def told(self, topic: str) -> int:
        """How often it was said."""
        rows = await sql.fetch("SELECT count(*) AS n FROM kernel.outbox WHERE topic = $1", topic)
        return int(rows[0]["n"])


@pytest.fixture
def desk(house, town, clock, ids, settings) -> RightsDesk:
    objects = FileObjects(settings.objects.folder)
    return RightsDesk(house, town, clock, ids, bootstrap.workshop(objects))


@pytest.fixture
async def citizen(town) -> UUID:
    return await town.person("이카나리아")
