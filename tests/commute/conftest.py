"""What commute's stories share."""

from datetime import timedelta

import pytest

from domains.commute.positions import turn_partitions
from domains.commute.public import PositionDoor, Retention
from tests.builders.families import Town


@pytest.fixture
async def town(database, clock, ids) -> Town:
    await turn_partitions(now=clock.now(), retention=timedelta(hours=24))
    return Town(clock, ids)


@pytest.fixture
def door(clock, ids) -> PositionDoor:
    return PositionDoor(
        clock=clock, ids=ids, retention=Retention(), future_skew=timedelta(minutes=2)
    )
