"""What the tests of homes share."""

from collections.abc import Callable

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
def open_door(clock, ids, alarms) -> Callable[[], HomeDoor]:
    async def raise_alarms(raised) -> None:
        alarms.extend(raised)

    return lambda: HomeDoor(keys=CITY, raise_alarms=raise_alarms, clock=clock, ids=ids)


@pytest.fixture
def door(open_door) -> HomeDoor:
    return open_door()


@pytest.fixture
def other_door(open_door) -> HomeDoor:
    """Of another process: it knows what it heard itself, and what stands in the tables."""
    return open_door()
