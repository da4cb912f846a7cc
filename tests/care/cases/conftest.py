"""What tests of cases share: Bok-rye and her people, concerns about her, and where she moves to."""

from datetime import time, timedelta
from types import SimpleNamespace

import httpx
import pytest

from domains.care import public as care
from domains.care.public import cases
from domains.kernel.actor import Actor, Role
from infra.emergency_119 import Emergency119
from notifications.emulator.app import build_app
from notifications.emulator.emergency.routes import TOKEN
from tests.builders.care import Seniors, far_dong, move_to, official, settle_seniors
from tests.builders.families import REGISTRY, Town
from tests.care.cases.crossing import a_crossing
from tests.care.cases.night import Night
from tests.care.cases.worry import Worry


@pytest.fixture
async def seniors(database, clock, ids) -> Seniors:
    return await settle_seniors(Town(clock, ids))


@pytest.fixture
def worry(seniors, clock, ids) -> Worry:
    return Worry(seniors, clock, ids)


@pytest.fixture
def lives(seniors, clock, ids):
    async def lives(
        way: cases.LifeWay = cases.LifeWay.OWN_ANSWER, *, ago: timedelta = timedelta(0)
    ) -> None:
        at = clock.now() - ago
        await cases.sign_of_life(seniors.senior, at=at, way=way, clock=clock, ids=ids)

    return lives


@pytest.fixture
async def crossing(database, settings):
    async with a_crossing(settings.database.url) as crossing:
        yield crossing


@pytest.fixture
def night(worry, seniors, clock, ids) -> Night:
    return Night(worry, seniors, clock, ids)


@pytest.fixture
async def rescue():
    """The emulated 119, by the contract."""
    transport = httpx.ASGITransport(build_app())
    headers = {"authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://emulator/119", headers=headers
    ) as http:
        yield http


@pytest.fixture
def call(rescue, clock, ids):
    async def call(service=None) -> int:
        told = service or Emergency119(rescue, clock=clock)
        return await cases.call_119(told, limit=5, clock=clock, ids=ids)

    return call


@pytest.fixture
async def far(seniors):
    """Sema-dong: its centre, its desk, and its care worker, who is on duty day and night."""
    town = seniors.town
    there = await far_dong(town)
    worker = await official(town, "한생활", Role.CARE_WORKER, there.dong)
    desk = await official(town, "오상담", Role.CENTRE_STAFF, there.centre)
    for day in care.DutyDay:
        shift = care.people.NewShift(
            dong_id=there.dong,
            worker_id=worker,
            day=day,
            opens=time(0),
            closes=time(0),
            first_day=town.clock.now().date() - timedelta(days=30),
            stand_in_id=None,
        )
        await care.people.enter_shift(Actor(person_id=desk), shift, clock=town.clock, ids=town.ids)
    return SimpleNamespace(dong=there.dong, centre=there.centre, worker=worker, desk=desk)


@pytest.fixture
def moves(seniors, far):
    async def moves(dong=None):
        await move_to(seniors, dong or far.dong)

    return moves


@pytest.fixture
def given_away(seniors, far, clock, ids):
    """The city gives her dong to the other centre; her case has not followed yet."""

    async def given_away(dong=None, centre=None):
        return await care.serve_dong(
            REGISTRY,
            dong_id=dong or seniors.dong,
            centre_id=centre or far.centre,
            clock=clock,
            ids=ids,
        )

    return given_away


@pytest.fixture
def follows(seniors, clock, ids):
    async def follows():
        await care.bring_case_along(seniors.senior, clock=clock, ids=ids)

    return follows


@pytest.fixture
def goes_over(given_away, follows):
    """And it has."""

    async def goes_over():
        await given_away()
        await follows()

    return goes_over
