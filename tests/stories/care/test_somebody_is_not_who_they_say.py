"""Another's password, a forged signature, a replay, a flood: nothing changes, and it is told."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from domains.care.events import DeviceMistrusted
from domains.care.public import homes
from domains.kernel import outbox, sql
from tests.builders.care import Seniors, settle_seniors
from tests.builders.families import Town
from tests.builders.homes import CITY, Homes, SpeakingDevice

FEW = homes.Flow(burst=20, per_s=1)
V = homes.Verdict


@pytest.fixture
async def seniors(database, clock, ids) -> Seniors:
    await Homes(clock, ids).ready()
    return await settle_seniors(Town(clock, ids))


@pytest.fixture
async def devices(seniors, clock, ids) -> Sequence[SpeakingDevice]:
    """Hers, and one of somebody who means no good."""
    builder = Homes(clock, ids)
    hers = await builder.device(await builder.home(seniors.senior))
    stranger = await seniors.senior_of("김순덕")
    return hers, await builder.device(await builder.home(stranger))


@pytest.fixture
def door(clock, ids) -> homes.HomeDoor:
    raised = homes.alarms_raised(clock=clock, ids=ids)
    return homes.HomeDoor(keys=CITY, raise_alarms=raised, clock=clock, ids=ids, flow=FEW)


async def kept() -> int:
    """Rows of everything that a message may change."""
    rows = await sql.fetch(
        """
        SELECT (SELECT count(*) FROM care.sensor_events) + (SELECT count(*) FROM care.cases)
            + (SELECT count(*) FROM care.listening) + (SELECT count(*) FROM care.sequences) AS n
        """
    )
    return rows[0]["n"]


async def told() -> list[str]:
    """Why the operators are told, in order."""
    rows = await sql.fetch(
        "SELECT id FROM kernel.outbox WHERE topic = 'care.device_mistrusted' ORDER BY id"
    )
    events = await outbox.lock_undone([row["id"] for row in rows])
    return [event.read_as(DeviceMistrusted).why for event in events]


async def test_with_anothers_password_nobody_signs_as_the_other(devices, door):
    """Whoever stole her password at the broker still has only their own key."""
    hers, thief = devices
    before = await kept()
    said = thief.says("sos")._replace(device=str(hers.id))
    assert await door.take([said]) == [V.FORGED]
    assert (await kept(), await told()) == (before, ["forged"])


async def test_a_changed_message_is_no_message(devices, door):
    hers, _ = devices
    before = await kept()
    true = hers.says("smoke", alarm=False)
    forged = true._replace(payload=true.payload.replace(b'"alarm":false', b'"alarm":true '))
    assert await door.take([forged]) == [V.FORGED]
    assert (await kept(), await told()) == (before, ["forged"])


async def test_an_old_alarm_rings_once(devices, door, clock):
    hers, _ = devices
    alarm = hers.says("sos")
    assert await door.take([alarm]) == [V.TAKEN]
    before = await kept()
    clock.advance(timedelta(days=3))
    assert await door.take([alarm] * 3) == [V.REPLAYED] * 3
    assert (await kept(), await told()) == (before, ["replayed"])


async def test_a_flood_is_held_up_and_the_smoke_behind_it_is_not(devices, door):
    hers, other = devices
    flood = [hers.says("motion") for _ in range(500)]
    verdicts = await door.take(flood)
    assert (verdicts.count(V.TAKEN), verdicts.count(V.FLOODED)) == (20, 480)
    assert await told() == ["flooded"]
    assert await door.take([hers.says("smoke", alarm=True), other.says("motion")]) == [V.TAKEN] * 2
    assert [row["kind"] for row in await sql.fetch("SELECT kind FROM care.cases")] == ["smoke"]


async def test_an_attack_on_a_whole_city_is_five_messages_and_a_count(seniors, door, clock, ids):
    builder = Homes(clock, ids)
    home = await builder.home()
    city = [await builder.device(home) for _ in range(12)]
    thief = city[0]
    said = [thief.says("sos")._replace(device=str(one.id)) for one in city[1:] for _ in range(9)]
    await door.take(said)
    await door.take(said)
    assert await told() == ["forged"] * 5
    counted = await sql.fetch(
        "SELECT sum(times)::int AS n, count(*) AS devices FROM care.mistrusts"
    )
    assert (counted[0]["n"], counted[0]["devices"]) == (198, 11)
    clock.advance(timedelta(hours=1))
    await door.take(said)
    assert await told() == ["forged"] * 10
