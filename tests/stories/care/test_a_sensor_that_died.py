"""The battery of the door's sensor ended: the home is heard all the same, and the door is not."""

from datetime import timedelta

import pytest

from domains.care.homes.models import Device
from tests.builders.street import Street, concerns_of
from tests.care.judgement.metronome import Metronome


@pytest.fixture
async def street(seniors, clock, ids):
    """She goes out on the first morning."""
    street = await Street.build(clock, ids, model=Metronome(suspicious_h=20.0, grave_h=40.0))
    flat = await street.flat(seniors.senior)
    street.says(flat.door, "door", clock.now() + timedelta(hours=1), open=True)
    await street.live(hours=6, about=street.flats)
    return street


async def days_later(street, *, door_lives: bool) -> list[str]:
    (flat,) = street.flats
    for _ in range(14):
        if door_lives:
            street.says(flat.door, "heartbeat", street.clock.now() + timedelta(hours=1), battery=80)
        await street.live(hours=6, about=street.flats)
    return [kind for kind, _, _ in await concerns_of(flat.senior_id)]


async def test_a_door_that_would_be_heard_is_missed(street):
    assert await days_later(street, door_lives=True) == ["door_not_opened"]


async def test_a_door_that_nobody_would_hear_is_not(street):
    assert await days_later(street, door_lives=False) == []


async def test_nor_one_whose_sensor_was_taken_away(street, clock):
    (flat,) = street.flats
    await Device.filter(id=flat.door.id).update(retired_at=clock.now())
    assert await days_later(street, door_lives=False) == []
