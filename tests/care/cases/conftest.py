"""What tests of cases share: Bok-rye and her people, and concerns about her."""

from datetime import timedelta

import httpx
import pytest

from domains.care.public import cases
from infra.emergency_119 import Emergency119
from notifications.emulator.app import build_app
from notifications.emulator.emergency.routes import TOKEN
from tests.builders.care import Seniors, settle_seniors
from tests.builders.families import Town
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
