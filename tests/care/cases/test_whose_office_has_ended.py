"""Whose office has ended says nothing more of her, not even of an hour in which they held it."""

from datetime import timedelta
from uuid import UUID

import pytest

from domains.care.public import cases
from domains.identity.public import roles
from domains.kernel.actor import Actor
from tests.builders.families import REGISTRY
from tests.care.cases.rescue import heard
from tests.stories.house import everything

KIND, ACT = cases.ConcernKind, cases.ActKind
NOW, MINUTE, SECOND = timedelta(0), timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def office_ends(seniors, clock, ids):
    async def office_ends(person: UUID) -> None:
        for office in await roles.offices_held(person, at=clock.now()):
            over = await roles.end_role(
                actor=REGISTRY, grant_id=office.grant_id, clock=clock, ids=ids
            )
            assert isinstance(over, roles.RoleOver)

    return office_ends


@pytest.mark.parametrize("who", ["worker", "stand_in", "desk"])
async def test_they_write_down_no_visit_of_before(night, seniors, office_ends, who):
    person = getattr(seniors, who)
    await night.worry.about(KIND.INACTIVITY)
    night.clock.advance(30 * MINUTE)
    await office_ends(person)
    night.clock.advance(30 * MINUTE)
    before = await everything()
    late = await night.act(Actor(person_id=person), ACT.VISITED, ago=40 * MINUTE)
    assert late == cases.NotYourCase()
    assert await everything() == before


async def test_nor_by_that_do_they_hold_back_119(night, rescue, call, seniors, office_ends):
    await night.worry.about(KIND.FALL, ago=NOW)
    await night.passes(30 * SECOND)
    await office_ends(seniors.worker)
    night.clock.advance(10 * SECOND)
    await night.act(seniors.as_worker, ACT.VISITED, ago=20 * SECOND)
    await night.passes(2 * MINUTE)
    assert await call() == 1
    assert [each["event"]["event_type"] for each in await heard(rescue)] == ["FALL"]
