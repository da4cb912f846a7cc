"""What the tests of homes share."""

import pytest

from domains.care.homes.take_messages import HomeAlarm, HomeDoor
from tests.builders.homes import CITY, Homes


@pytest.fixture
async def homes(database, clock, ids) -> Homes:
    homes = Homes(clock, ids)
    await homes.ready()
    return homes


@pytest.fixture
def alarms() -> list[HomeAlarm]:
    return []


@pytest.fixture
def door(clock, ids, alarms) -> HomeDoor:
    async def raise_alarms(raised) -> None:
        alarms.extend(raised)

    return HomeDoor(keys=CITY, raise_alarms=raise_alarms, clock=clock, ids=ids)
