"""Who only looks keeps nobody waiting; what is asked at each look at a home is asked once."""

import asyncio

import asyncpg
import pytest
from tortoise.transactions import in_transaction

from domains.care.judgement.household import Household
from domains.care.judgement.read_circumstances import household_of
from domains.care.public import judgement
from domains.kernel import sql
from tests.builders.care import Seniors, settle_seniors
from tests.builders.families import Town
from tests.builders.homes import Homes


@pytest.fixture
async def seniors(database, clock, ids) -> Seniors:
    await Homes(clock, ids).ready()
    return await settle_seniors(Town(clock, ids))


@pytest.fixture
async def told(seniors, clock, ids):
    """She has a cat, and something that switches itself."""
    homes = Homes(clock, ids)
    home_id = await homes.home(seniors.senior)
    await homes.device(home_id)
    (spot,) = await sql.fetch("SELECT id FROM care.spots")
    await judgement.tell_household(
        seniors.as_senior,
        senior_id=seniors.senior,
        has_pet=True,
        appliances=[spot["id"]],
        clock=clock,
        ids=ids,
    )
    return home_id, spot["id"]


@pytest.fixture
async def beside(database, settings):
    """A connection of somebody else."""
    line = await asyncpg.connect(settings.database.url)
    yield line
    await line.close()


async def test_who_reads_what_was_told_waits_for_nobody_who_changes_her_care(
    seniors, told, beside, clock, ids
):
    async with beside.transaction():
        await beside.execute(
            "SELECT FROM care.enrolments WHERE senior_id = $1 FOR UPDATE", seniors.senior
        )
        for actor in (seniors.as_senior, seniors.as_guardian):
            async with asyncio.timeout(5):
                household = await judgement.show_household(
                    actor, seniors.senior, clock=clock, ids=ids
                )
                visits = await judgement.show_visits(actor, seniors.senior, clock=clock, ids=ids)
            assert (household.has_pet, visits) == (True, [])


async def test_whose_care_no_centre_has_accepted_or_has_ended_has_nothing_to_be_read(
    seniors, told, clock, ids
):
    """The same as who may tell it: by her, and without the lock."""

    async def reads() -> list[bool]:
        shown = (judgement.show_household, judgement.show_visits)
        who = (seniors.as_senior, seniors.as_guardian)
        return [
            await show(actor, seniors.senior, clock=clock, ids=ids) is not None
            for show in shown
            for actor in who
        ]

    assert await reads() == [True] * 4
    since = await sql.fetch("SELECT stands_since FROM care.enrolments")
    await sql.execute("UPDATE care.enrolments SET stands_since = NULL")
    assert await reads() == [False] * 4
    await sql.execute("UPDATE care.enrolments SET stands_since = $1", since[0]["stands_since"])
    assert await reads() == [True] * 4
    await sql.execute("UPDATE consent.standing SET purposes = '{}'")
    assert await reads() == [False] * 4


async def test_a_look_asks_once_what_makes_a_noise_in_her_home(seniors, told, ids):
    home_id, spot_id = told
    sent: list[str] = []
    async with in_transaction() as line:
        with line._connection.query_logger(lambda record: sent.append(record.query)):
            household = await household_of(seniors.senior, home_id)
    assert household == Household(has_pet=True, appliances=frozenset({str(spot_id)}))
    assert len(sent) == 1
    assert await household_of(ids.new(), ids.new()) == Household()
