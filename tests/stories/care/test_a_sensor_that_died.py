"""A sensor died: the home is heard all the same, and the door or the kettle is not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domains.care.homes.models import Device
from domains.care.judgement.keep_memory import CONTEXT, memory_of, text_of
from domains.care.judgement.limits import Limit
from domains.care.judgement.models import CentreBound, Watch
from domains.kernel import personal
from domains.kernel.clock import SEOUL
from tests.builders.street import Flat, Street, concerns_of
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
        await street.homes.ready()
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


async def test_a_new_battery_is_no_alarm(street):
    """For nobody knows whether she went out while it was empty; from then on she would be heard."""
    assert await days_later(street, door_lives=False) == []
    (flat,) = street.flats
    street.says(flat.door, "heartbeat", street.clock.now() + timedelta(hours=1), battery=100)
    await street.live(hours=6, about=street.flats)
    assert await concerns_of(flat.senior_id) == []
    assert await days_later(street, door_lives=True) == ["door_not_opened"]


KETTLE_BEATS = timedelta(minutes=15)


async def a_day_with(street: Street, flat: Flat, *, tea: bool, plug_until: float = 24) -> None:
    """From midnight: she stirs every hour, and makes tea at ten past eight if it is a day on which
    she does. The plug has no battery, and beats until it is pulled."""
    await street.homes.ready()
    a_day_is_told(street, flat, tea=tea, plug_until=plug_until)
    await street.live(hours=24)


def a_day_is_told(street: Street, flat: Flat, *, tea: bool, plug_until: float) -> None:
    midnight = street.clock.now()
    for hour in range(24):
        street.says(flat.motion, "motion", midnight + timedelta(hours=hour, minutes=20))
    if tea:
        street.says(flat.kettle, "power", midnight + timedelta(hours=8, minutes=10), on=True)
    for number in range(int(plug_until * 4)):
        street.says(flat.kettle, "heartbeat", midnight + KETTLE_BEATS * number)


@pytest.fixture
async def tea_drinker(seniors, clock, ids):
    """Tea this morning, and on each of two weeks before, which are remembered and not lived."""
    clock.advance(_next_midnight(clock.now()) - clock.now())
    street = await Street.build(clock, ids, model=Metronome(suspicious_h=40.0, grave_h=60.0))
    flat = await street.flat(seniors.senior)
    await a_day_with(street, flat, tea=True)
    today = clock.now().astimezone(SEOUL).date()
    await _remembers_tea(flat, [today - timedelta(days=ago) for ago in range(1, 15)])
    return street


async def _remembers_tea(flat: Flat, days: Sequence[date]) -> None:
    hers = Watch.filter(home_id=flat.home_id)
    stored = bytes((await hers.get()).memory)
    known = memory_of(await personal.reveal(flat.senior_id, stored, context=CONTEXT))
    assert known is not None
    text = text_of(replace(known, switch_days=frozenset(days)))
    await hers.update(memory=await personal.seal(flat.senior_id, text, context=CONTEXT))


def _next_midnight(now: datetime) -> datetime:
    local = now.astimezone(SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    return (local + timedelta(days=1)).astimezone(now.tzinfo)


async def test_a_morning_without_tea_is_missed(tea_drinker):
    (flat,) = tea_drinker.flats
    await a_day_with(tea_drinker, flat, tea=True)
    await a_day_with(tea_drinker, flat, tea=False)
    assert [kind for kind, _, _ in await concerns_of(flat.senior_id)] == ["no_water_or_power"]


async def test_nor_where_a_centre_once_set_less_than_a_sensor_lives_for(
    tea_drinker, seniors, clock
):
    """As it could be set before there was a floor: eight hours, which are over at ten past four."""
    (flat,) = tea_drinker.flats
    a_day_is_told(tea_drinker, flat, tea=True, plug_until=12)
    await tea_drinker.live(hours=12)
    await CentreBound.create(
        id=tea_drinker.ids.new(),
        centre_id=seniors.centre,
        limit=Limit.UTILITY_H,
        usual=8.0,
        least=8.0,
        most=8.0,
        set_by=seniors.manager,
        set_at=clock.now(),
    )
    await tea_drinker.live(hours=12)
    assert await concerns_of(flat.senior_id) == []


async def test_a_cable_that_is_loose_is_no_morning_without_tea(tea_drinker):
    """From noon on, for two days."""
    (flat,) = tea_drinker.flats
    await a_day_with(tea_drinker, flat, tea=True, plug_until=12)
    await a_day_with(tea_drinker, flat, tea=False, plug_until=0)
    assert await concerns_of(flat.senior_id) == []
    await a_day_with(tea_drinker, flat, tea=False)
    assert await concerns_of(flat.senior_id) == [], "it is in again, for less than a day"
