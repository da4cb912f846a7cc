"""A house of before named the device beside the person: it comes along with the room."""

from importlib import import_module
from uuid import UUID

import orjson
import pytest
from tortoise.transactions import in_transaction

from domains.care.public import cases
from domains.kernel import sql
from tests.builders.care import Seniors, settle_seniors
from tests.builders.families import Town
from tests.builders.homes import Homes

moved = import_module("domains.care.migrations.0012_signals_say_the_room")


@pytest.fixture
async def seniors(database, clock, ids) -> Seniors:
    await Homes(clock, ids).ready()
    return await settle_seniors(Town(clock, ids))


@pytest.fixture
def rang(seniors, clock, ids):
    """As it was written then."""

    async def rang(device: UUID) -> None:
        said = cases.Signal("smoke", clock.now(), {"device_id": str(device)})
        beside = cases.Signal("rule", clock.now(), {"rule": "emergency"})
        concern = cases.Concern(
            seniors.senior,
            cases.ConcernKind.SMOKE,
            cases.Level.EMERGENCY,
            observed_at=clock.now(),
            signals=(beside, said),
        )
        async with in_transaction():
            await cases.raise_concern(concern, clock=clock, ids=ids)

    return rang


async def facts() -> list[list[dict]]:
    rows = await sql.fetch("SELECT signals FROM care.case_concerns ORDER BY id")
    return [[each["facts"] for each in orjson.loads(row["signals"])] for row in rows]


async def test_the_room_takes_the_devices_place_and_nothing_that_of_one_that_is_gone(
    seniors, rang, clock, ids
):
    rooms = Homes(clock, ids)
    device = await rooms.device(await rooms.home(seniors.senior))
    await rang(device.id)
    await rang(ids.new())
    for _ in range(2):
        await sql.execute(moved.ROOMS_FOR_DEVICES)
        rule = {"rule": "emergency"}
        assert await facts() == [[rule, {"room": "living_room"}], [rule, {}]]
