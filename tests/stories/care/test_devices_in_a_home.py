"""A care worker hangs sensors on the walls, one breaks, a cable is loose, the network is away."""

from datetime import timedelta

import pytest

from domains.care.public import homes
from domains.consent.public import Purpose
from domains.kernel import sql
from tests.builders.care import Seniors, settle_seniors
from tests.builders.families import Town
from tests.builders.heard import heard_of, nobody_stands_before
from tests.builders.homes import CITY, Homes, SpeakingDevice

QUARTER = timedelta(minutes=15)
MOTION = homes.NewDevice(serial="A-1", model="motion-2", shows_life=True)


@pytest.fixture
async def seniors(database, clock, ids) -> Seniors:
    await Homes(clock, ids).ready()
    return await settle_seniors(Town(clock, ids))


@pytest.fixture
def door(clock, ids) -> homes.HomeDoor:
    raised = homes.alarms_raised(clock=clock, ids=ids)
    return homes.HomeDoor(keys=CITY, raise_alarms=raised, clock=clock, ids=ids)


@pytest.fixture
def hang(seniors, clock, ids):
    """The care worker starts a pairing, the device shows its code, and speaks."""

    async def hang(*, replaces: SpeakingDevice | None = None) -> SpeakingDevice:
        started = await start(seniors, replaces=replaces and replaces.id)
        assert isinstance(started, homes.PairingStarted)
        paired = await homes.pair_device(started.code, MOTION, keys=CITY, clock=clock, ids=ids)
        assert isinstance(paired, homes.DevicePaired)
        rows = await sql.fetch("SELECT home_id FROM care.devices WHERE id = $1", paired.device_id)
        return SpeakingDevice(paired.device_id, rows[0]["home_id"], clock, paired.signing_key)

    return hang


async def start(seniors: Seniors, *, actor=None, senior=None, replaces=None):
    return await homes.start_pairing(
        actor or seniors.as_worker,
        senior_id=senior or seniors.senior,
        room=homes.Room.BEDROOM,
        replaces=replaces,
        within=QUARTER,
        clock=seniors.town.clock,
        ids=seniors.town.ids,
    )


async def health(seniors: Seniors) -> list[homes.Health]:
    shown = await homes.show_devices(
        seniors.as_worker, seniors.senior, clock=seniors.town.clock, ids=seniors.town.ids
    )
    assert not isinstance(shown, homes.NotYourHome)
    return [device.health(at=seniors.town.clock.now()) for device in shown]


async def test_a_code_pairs_one_device_once_and_soon(seniors, clock, ids):
    started = await start(seniors)
    first = await homes.pair_device(started.code, MOTION, keys=CITY, clock=clock, ids=ids)
    again = await homes.pair_device(started.code, MOTION, keys=CITY, clock=clock, ids=ids)
    assert isinstance(first, homes.DevicePaired)
    assert isinstance(again, homes.CodeOfNoUse)
    late = await start(seniors)
    clock.advance(QUARTER)
    refused = await homes.pair_device(late.code, MOTION, keys=CITY, clock=clock, ids=ids)
    assert isinstance(refused, homes.CodeOfNoUse)
    assert await homes.broker_credentials(CITY) == [(first.device_id, first.password)]


async def test_nobody_else_pairs_and_nobody_without_her_consent(seniors):
    refused = await start(seniors, actor=seniors.as_guardian)
    assert isinstance(refused, homes.NotYourHome)
    modest = await seniors.senior_of("김순덕", agrees=[Purpose.CARE_CHECK_INS])
    assert await start(seniors, senior=modest) == homes.SensorsNotWanted(modest)
    assert await sql.fetch("SELECT FROM care.pairing_codes") == []


async def test_a_swapped_sensor_goes_on_where_the_old_one_stood(seniors, door, hang, clock):
    old = await hang()
    await door.take([old.says("motion")])
    clock.advance(timedelta(hours=1))
    new = await hang(replaces=old)

    assert await door.take([old.says("motion"), new.says("motion")]) == [
        homes.Verdict.UNKNOWN,
        homes.Verdict.TAKEN,
    ]
    signs = (await heard_of(new.home_id, homes.BEGINNING)).signs
    assert len(signs) == 2
    assert len({sign.sensor for sign in signs}) == 1


async def test_a_loose_cable_is_a_fault_of_the_device_not_a_silence_of_hers(
    seniors, door, hang, clock
):
    device = await hang()
    began = clock.now()
    await door.take([device.says("heartbeat", battery=90), device.says("motion")])
    assert await health(seniors) == [homes.Health.WELL]
    clock.advance(timedelta(hours=5))
    assert await health(seniors) == [homes.Health.SILENT]
    (deaf,) = await homes.home_deaf(device.home_id, since=began, until=clock.now())
    assert deaf.until == clock.now()
    assert deaf.since - began < QUARTER
    await door.take([device.says("heartbeat", battery=15)])
    assert await health(seniors) == [homes.Health.BATTERY_LOW]


async def test_lost_messages_are_seen_in_the_numbers(seniors, door, hang):
    device = await hang()
    await door.take([device.says("motion")])
    device.sequence += 3
    await door.take([device.says("motion")])
    assert await health(seniors) == [homes.Health.LOSES_MESSAGES]


async def test_the_backlog_of_an_outage_fills_the_silence_and_smoke_in_it_is_still_raised(
    seniors, door, hang, clock
):
    device = await hang()
    await door.take([device.says("heartbeat")])
    began = clock.now()
    clock.advance(timedelta(days=2))
    kept = [
        device.says("heartbeat", at=began + timedelta(minutes=5 * step)) for step in range(1, 577)
    ]
    smoke = device.says("smoke", at=began + timedelta(hours=30), alarm=True)
    assert set(await door.take([*kept, smoke])) == {homes.Verdict.LATE, homes.Verdict.TAKEN}
    assert await homes.home_deaf(device.home_id, since=began, until=clock.now()) == ()
    cases = await sql.fetch("SELECT kind, late, observed_at FROM care.cases")
    assert [(row["kind"], row["late"]) for row in cases] == [("smoke", True)]
    assert cases[0]["observed_at"] == began + timedelta(hours=30)


async def test_a_stolen_sensor_is_believed_no_longer(seniors, door, hang, clock, ids):
    device = await hang()
    await door.take([device.says("motion")])
    retired = await homes.retire_device(seniors.as_worker, device.id, clock=clock, ids=ids)
    assert retired == homes.DeviceRetired(device.id, changed=True)
    assert await door.take([device.says("sos")]) == [homes.Verdict.UNKNOWN]
    assert await sql.fetch("SELECT FROM care.cases") == []


async def test_hours_are_summed_up_once_whatever_comes_late(seniors, door, hang, clock, ids):
    device = await hang()
    began = clock.now().replace(minute=0)
    await door.take([device.says("climate", celsius=20), device.says("climate", celsius=24)])
    await nobody_stands_before()  # no transaction of ours lives for the two hours that follow
    await homes.summarise_hours(clock=clock, ids=ids)
    clock.advance(timedelta(hours=2))
    await door.take([device.says("climate", at=began + timedelta(minutes=1), celsius=17)])
    await nobody_stands_before()
    for _ in range(2):
        await homes.summarise_hours(clock=clock, ids=ids)
    rows = await sql.fetch("SELECT hour, times, lowest, highest FROM care.home_hours")
    assert [tuple(row) for row in rows] == [(began, 3, 17, 24)]


async def test_nothing_is_kept_longer_than_was_stated(seniors, door, hang, clock):
    device = await hang()
    await door.take([device.says("motion")])
    clock.advance(timedelta(days=14))
    await homes.expire_events(kept=timedelta(days=14), clock=clock)
    assert (await heard_of(device.home_id, homes.BEGINNING)).signs == ()
    assert await door.take([device.says("motion")]) == [homes.Verdict.TAKEN]


async def test_with_her_consent_everything_of_her_home_goes(seniors, door, hang, clock):
    from domains.care.public import erase

    device = await hang()
    await door.take([device.says("motion"), device.says("heartbeat")])
    await erase(seniors.senior, Purpose.CARE_HOME_SENSORS, clock.now())
    assert await door.take([device.says("motion")]) == [homes.Verdict.UNKNOWN]
    left = await sql.fetch(
        """
        SELECT 'events' FROM care.sensor_events UNION ALL SELECT 'devices' FROM care.devices
        UNION ALL SELECT 'numbers' FROM care.sequences UNION ALL SELECT 'times' FROM care.listening
        """
    )
    assert left == []
