"""The demo's homes are heard for as long as the house runs, and after each of its pauses."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from api.seed.demo_care import DEVICES
from api.seed.hang_devices import hang_devices
from api.seed.plant import plant
from domains.care.homes.vocabulary import Measure
from domains.care.public import homes
from domains.identity import public as identity
from domains.kernel import sql
from domains.kernel.actor import Actor, Role
from domains.kernel.clock import SimulatedClock
from infra.emulated_homes.hung import DEMO_DEVICES, Hung, read_hung
from infra.emulated_homes.speak import KEPT, Homes
from tests.builders.homes import CITY
from tests.builders.homes import Homes as Neighbourhood

NOON = datetime(2026, 3, 3, 3, tzinfo=UTC)
SPEAKING = sum(device.firmware is not None for devices in DEVICES.values() for device in devices)


@pytest.fixture
async def hung(database, clock, ids, tmp_path) -> list[Hung]:
    people = await plant(clock=clock, ids=ids)
    for _ in range(2):
        await hang_devices(people, keys=CITY, state_dir=tmp_path, clock=clock, ids=ids)
    return list(read_hung(tmp_path))


@pytest.fixture
def door(clock, ids) -> homes.HomeDoor:
    raised = homes.alarms_raised(clock=clock, ids=ids)
    return homes.HomeDoor(keys=CITY, raise_alarms=raised, clock=clock, ids=ids)


def through(door: homes.HomeDoor):
    async def tell(device: Hung, message: bytes) -> bool:
        await door.take([homes.Arrived(device.device_id, message)])
        return True

    return tell


async def test_a_day_of_hers_is_believed_and_nothing_of_it_is_missing(hung, door, clock, ids):
    living = Homes(hung, through(door), clock=clock)
    await living.wake()
    for _ in range(24):
        clock.advance(timedelta(hours=1))
        await Neighbourhood(clock, ids).ready()
        await living.turn()
    (operator, *_) = await identity.role_holders(Role.OPERATOR, at=clock.now())
    fleet = await homes.show_fleet(Actor(person_id=operator), clock=clock)
    assert (len(hung), fleet.in_use) == (SPEAKING, SPEAKING + 1)
    troubles = {trouble for device in fleet.worst for trouble in device.troubles}
    assert homes.Trouble.SILENT not in troubles
    motion = "SELECT count(*) AS n FROM care.sensor_events WHERE measure = $1"
    (moved,) = await sql.fetch(motion, Measure.MOTION.value)
    assert moved["n"] > 40


async def test_what_a_broker_did_not_take_comes_later_and_in_order(hung, clock):
    heard: list[tuple[str, int]] = []
    is_up = False

    async def tell(device: Hung, message: bytes) -> bool:
        if is_up:
            heard.append((device.device_id, orjson.loads(message)["seq"]))
        return is_up

    living = Homes(hung, tell, clock=clock)
    await living.wake()
    clock.advance(timedelta(minutes=30))
    await living.turn()
    assert heard == []
    is_up = True
    await living.turn()
    for device in hung:
        numbers = [seq for name, seq in heard if name == device.device_id]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= 7


async def test_a_house_that_slept_for_weeks_keeps_what_is_newest(hung):
    clock, taken = SimulatedClock(NOON), list[int]()

    async def tell(_: Hung, message: bytes) -> bool:
        taken.append(orjson.loads(message)["at"])
        return True

    living = Homes(hung, tell, clock=clock)
    clock.advance(timedelta(days=30))
    await living.turn()
    assert len(taken) == KEPT
    assert taken == sorted(taken)
    assert taken[-1] == clock.now().timestamp() * 1_000


async def test_secrets_are_their_owners_and_where_no_demo_was_there_are_none(hung, tmp_path):
    assert (tmp_path / DEMO_DEVICES).stat().st_mode & 0o077 == 0
    assert not any(device.password in repr(device) for device in hung)
    assert read_hung(tmp_path / "elsewhere") == ()
    (tmp_path / DEMO_DEVICES).write_bytes(b"[{")
    assert read_hung(tmp_path) == (), "half a page is none, and no reason to fall"
