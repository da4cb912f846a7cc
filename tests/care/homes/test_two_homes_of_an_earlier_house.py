"""Of two open homes of an earlier house one was closed, and its devices went over to the other:
they are heard there, and her fridge is still no hand of hers."""

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from uuid import UUID

import orjson
import pytest

from domains.care.homes.listening import home_deaf
from domains.care.homes.raise_alarms import alarms_raised
from domains.care.homes.take_messages import HomeDoor
from domains.care.judgement.read_circumstances import household_of
from domains.kernel import sql
from tests.builders.homes import Homes, SpeakingDevice

joined = import_module("domains.care.migrations.0022_what_went_over_with_the_devices")
BEAT = timedelta(minutes=5)


@dataclass
class Joined:
    """The two homes; only the devices of the closed one show life."""

    senior_id: UUID
    shut: UUID
    kept: UUID
    hall: SpeakingDevice
    attic: SpeakingDevice
    homes: Homes
    door: HomeDoor

    async def beats(self, device: SpeakingDevice) -> None:
        await self.door.take([device.says("heartbeat", battery=80)])

    async def is_deaf(self) -> bool:
        now = self.homes.clock.now()
        return bool(await home_deaf(self.kept, since=now, until=now + BEAT))

    async def tells(self, home_id: UUID, *spots: UUID) -> None:
        await sql.execute(
            """
            INSERT INTO care.households (home_id, has_pet, appliances, told_at)
            VALUES ($1, false, $2::text::jsonb, $3)
            """,
            *(home_id, orjson.dumps([str(each) for each in spots]).decode()),
            self.homes.clock.now(),
        )

    async def appliances(self) -> set[str]:
        return set((await household_of(self.senior_id, self.kept)).appliances)


@pytest.fixture
async def two(database, clock, ids) -> Joined:
    """Of one flat, as two devices were paired at once; each has been heard."""
    homes = Homes(clock, ids)
    await homes.ready()
    shut = await homes.home()
    (whose,) = await sql.fetch("SELECT senior_id FROM care.homes WHERE id = $1", shut)
    door = HomeDoor(
        keys=homes.keys, raise_alarms=alarms_raised(clock=clock, ids=ids), clock=clock, ids=ids
    )
    hall, attic = await homes.device(shut), await homes.device(shut)
    two = Joined(whose["senior_id"], shut, ids.new(), hall, attic, homes, door)
    await two.beats(hall)
    await two.beats(attic)
    return two


async def one_is_closed(two: Joined) -> None:
    """As migration 0015 did it."""
    now = two.homes.clock.now()
    await sql.execute("UPDATE care.homes SET closed_at = $2 WHERE id = $1", two.shut, now)
    await sql.execute(
        "INSERT INTO care.homes (id, senior_id, opened_at) VALUES ($1, $2, $3)",
        *(two.kept, two.senior_id, now - timedelta(days=1)),
    )
    for table in ("devices", "spots"):
        await sql.execute(
            f"UPDATE care.{table} SET home_id = $2 WHERE home_id = $1", two.shut, two.kept
        )


async def spot_of(device: SpeakingDevice) -> UUID:
    (row,) = await sql.fetch("SELECT spot_id FROM care.devices WHERE id = $1", device.id)
    return row["spot_id"]


async def test_what_was_heard_counts_where_its_devices_are(two):
    await one_is_closed(two)
    assert await two.is_deaf(), "for good, as it was"
    for _ in range(2):
        await sql.execute(joined.TIMES_GO_OVER)
        assert not await two.is_deaf()


async def test_a_device_that_is_heard_is_heard_where_it_is(two, clock):
    """Whatever the row of its times said; a batch under way may have written it after all."""
    await one_is_closed(two)
    clock.advance(BEAT)
    assert await two.is_deaf()
    await two.beats(two.hall)
    assert not await two.is_deaf()


async def test_what_switches_itself_goes_over_with_its_spot(two, ids):
    fridge, boiler = await spot_of(two.hall), await spot_of(two.attic)
    await two.tells(two.shut, fridge, boiler, ids.new())
    await one_is_closed(two)
    assert await two.appliances() == set()
    for _ in range(2):
        await sql.execute(joined.APPLIANCES_GO_OVER)
        assert await two.appliances() == {str(fridge), str(boiler)}


@pytest.mark.parametrize("told_before", [True, False])
async def test_it_joins_what_was_told_there_and_a_later_word_counts_alone(two, clock, told_before):
    fridge, boiler = await spot_of(two.hall), await spot_of(two.attic)
    await two.tells(two.shut, fridge)
    if told_before:
        await two.tells(two.kept, boiler)
    clock.advance(BEAT)
    await one_is_closed(two)
    if not told_before:
        clock.advance(BEAT)
        await two.tells(two.kept, boiler)
    await sql.execute(joined.APPLIANCES_GO_OVER)
    assert await two.appliances() == {str(boiler)} | ({str(fridge)} if told_before else set())


async def test_who_moved_takes_neither_along(two, clock):
    """The flat that she left was closed as well, with its devices and its spots."""
    await two.tells(two.shut, await spot_of(two.hall))
    await sql.execute("UPDATE care.homes SET closed_at = $2 WHERE id = $1", two.shut, clock.now())
    await two.homes.home(two.senior_id)
    before = await sql.fetch("SELECT home_id, appliances FROM care.households")
    await sql.execute(joined.TIMES_GO_OVER)
    await sql.execute(joined.APPLIANCES_GO_OVER)
    assert await sql.fetch("SELECT home_id, appliances FROM care.households") == before
    rows = await sql.fetch("SELECT DISTINCT home_id FROM care.listening")
    assert [row["home_id"] for row in rows] == [two.shut]
