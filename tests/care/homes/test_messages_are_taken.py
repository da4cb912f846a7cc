"""What homes say is kept once, by the time at which it was, and nothing else changes anything."""

from datetime import timedelta

import pytest

from domains.care.homes.listening import home_deaf
from domains.care.homes.signs import BEGINNING
from domains.care.homes.take_messages import HomeDoor
from domains.care.homes.vocabulary import Measure, Verdict
from domains.kernel import sql
from tests.builders.heard import heard_of
from tests.builders.homes import CITY

TAKEN, LATE, REPEATED = Verdict.TAKEN, Verdict.LATE, Verdict.REPEATED


async def test_a_day_in_a_home_becomes_signs_of_life(homes, door, clock):
    device = await homes.device(await homes.home())
    said = [device.says("motion"), device.says("door", open=True), device.says("water", litres=2)]
    said.append(device.says("climate", celsius=21.5, humidity=40))

    assert await door.take(said) == [TAKEN] * 4

    heard = await heard_of(device.home_id, BEGINNING)
    assert [sign.kind for sign in heard.signs] == ["motion", "door", "power"]
    assert {sign.at for sign in heard.signs} == {clock.now()}
    assert [(one.celsius, one.humidity) for one in heard.climate] == [(21.5, 40)]
    assert (await heard_of(device.home_id, heard.cursor)).signs == ()


async def test_a_message_that_comes_twice_is_kept_once(homes, door, clock):
    device = await homes.device(await homes.home())
    once = device.says("motion")
    assert await door.take([once, once]) == [TAKEN, REPEATED]
    assert await door.take([once]) == [REPEATED]
    clock.advance(timedelta(hours=1))
    assert await door.take([once]) == [Verdict.REPLAYED]
    assert await door.take([once._replace(repeat=True)]) == [REPEATED]
    assert len((await heard_of(device.home_id, BEGINNING)).signs) == 1


async def test_a_restarted_device_counts_from_one_again(homes, door):
    device = await homes.device(await homes.home())
    first = device.says("motion")
    device.restarts()
    assert await door.take([first, device.says("motion")]) == [TAKEN, TAKEN]


async def test_an_outage_is_told_afterwards_by_the_time_at_which_it_was(homes, door, clock):
    device = await homes.device(await homes.home())
    await door.take([device.says("motion")])
    began = clock.now()
    clock.advance(timedelta(hours=3))
    backlog = [
        device.says("motion", at=began + timedelta(minutes=20 * step)) for step in range(1, 10)
    ]
    verdicts = await door.take(backlog)
    assert verdicts == [LATE] * 8 + [TAKEN]
    signs = (await heard_of(device.home_id, BEGINNING)).signs
    assert [sign.at for sign in signs] == [
        began + timedelta(minutes=20 * step) for step in range(10)
    ]


async def test_a_wrong_clock_is_set_right(homes, door, clock):
    device = await homes.device(await homes.home())
    device.wrong_by = -timedelta(days=20_000)
    await door.take([device.says("motion")])
    clock.advance(timedelta(minutes=7))
    await door.take([device.says("door", open=True)])
    signs = (await heard_of(device.home_id, BEGINNING)).signs
    assert [sign.at for sign in signs] == [clock.now() - timedelta(minutes=7), clock.now()]


async def test_smoke_is_raised_with_its_own_time_and_marked_late(homes, door, clock, alarms):
    device = await homes.device(await homes.home())
    await door.take([device.says("smoke", alarm=False), device.says("smoke", alarm=True)])
    clock.advance(timedelta(hours=2))
    await door.take([device.says("gas", at=clock.now() - timedelta(hours=1), alarm=True)])
    assert [(one.measure, one.late) for one in alarms] == [
        (Measure.SMOKE, False),
        (Measure.GAS, True),
    ]


async def test_a_home_without_heartbeats_is_deaf(homes, door, clock):
    device = await homes.device(await homes.home())
    began = clock.now()
    for _ in range(3):
        await door.take([device.says("heartbeat", battery=80)])
        clock.advance(timedelta(minutes=5))
    clock.advance(timedelta(hours=1))
    (hole,) = await home_deaf(device.home_id, since=began, until=clock.now())
    assert hole.since == began + timedelta(minutes=21)
    backlog = [
        device.says("heartbeat", at=began + timedelta(minutes=5 * step)) for step in range(3, 16)
    ]
    await door.take(backlog)
    assert await home_deaf(device.home_id, since=began, until=clock.now()) == ()


async def test_what_cannot_be_believed_changes_nothing_and_is_told(homes, door, clock):
    home_id = await homes.home()
    device, other = await homes.device(home_id), await homes.device(home_id)
    true = device.says("sos")
    forged = true._replace(device=str(other.id))
    unsigned = true._replace(payload=b'{"v":1}')
    stranger = true._replace(device="00000000-0000-7000-8000-000000000001")
    verdicts = await door.take([forged, unsigned, stranger, forged])
    assert verdicts == [Verdict.FORGED, Verdict.UNSIGNED, Verdict.UNKNOWN, Verdict.FORGED]
    assert (await heard_of(home_id, BEGINNING)).signs == ()
    counted = await sql.fetch("SELECT why, times FROM care.mistrusts ORDER BY why")
    assert [(row["why"], row["times"]) for row in counted] == [
        ("forged", 2),
        ("unknown", 1),
        ("unsigned", 1),
    ]
    await door.take([forged])
    told = await sql.fetch(
        "SELECT count(*) FROM kernel.outbox WHERE topic = 'care.device_mistrusted'"
    )
    assert told[0]["count"] == 3


async def test_a_firmware_that_cannot_be_kept_stops_nobody_else(homes, door):
    home = await homes.home()
    broken, other = await homes.device(home), await homes.device(home)
    beat = broken.says("heartbeat", firmware="1.2\0")
    assert await door.take([beat, other.says("motion")]) == [Verdict.MALFORMED, TAKEN]


async def test_what_was_rolled_back_is_noted_at_the_next_try(homes, clock, ids):
    faults = [ConnectionError()]

    async def fails_once(_raised) -> None:
        if faults:
            raise faults.pop()

    device = await homes.device(await homes.home())
    door = HomeDoor(keys=CITY, raise_alarms=fails_once, clock=clock, ids=ids)
    batch = [device.says("heartbeat", battery=80, firmware="1.2"), device.says("sos")]
    with pytest.raises(ConnectionError):
        await door.take(batch)
    assert await door.take(batch) == [TAKEN, TAKEN]
    (noted,) = await sql.fetch("SELECT battery, firmware FROM care.devices")
    assert (noted["battery"], noted["firmware"]) == (80, "1.2")
