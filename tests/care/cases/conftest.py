"""What tests of cases share: Bok-rye and her people, and concerns about her."""

from datetime import timedelta

import pytest

from domains.care.public import cases
from tests.builders.care import Seniors, settle_seniors
from tests.builders.families import Town
from tests.care.cases.worry import Worry


@pytest.fixture
async def seniors(database, clock, ids) -> Seniors:
    return await settle_seniors(Town(clock, ids))


@pytest.fixture
def worry(seniors, clock, ids) -> Worry:
    return Worry(seniors, clock, ids)


@pytest.fixture
def lives(seniors, clock, ids):
    async def lives(
        way: cases.LifeWay = cases.LifeWay.OWN_ANSWER, *, ago: timedelta = timedelta(0)
    ) -> None:
        at = clock.now() - ago
        await cases.sign_of_life(seniors.senior, at=at, way=way, clock=clock, ids=ids)

    return lives
