"""The queue is gone. Whether a home is too quiet is judged all the same, and once."""

from datetime import timedelta

import pytest

from api import jobs
from api.looks_without_queue import LATE, take_up_looks
from api.timers import fire_turn, handlers
from domains.care import public as care
from domains.kernel import sql, timers
from tests.builders.street import Street
from tests.care.judgement.metronome import Metronome

SOON = LATE + timedelta(milliseconds=1)


@pytest.fixture
async def street(seniors, clock, ids):
    street = await Street.build(clock, ids, model=Metronome())
    await street.flat(seniors.senior)
    return street


async def looks() -> int:
    return (await sql.fetch("SELECT coalesce(sum(version), 0) AS n FROM care.watches"))[0]["n"]


@pytest.fixture
async def due(city, street):
    """Its timer rang, and nobody says that it is to be looked at."""
    await jobs.judge_homes({"tools": city.tools})
    city.clock.set(await timers.next_ring([care.judgement.JUDGE]))
    await fire_turn(handlers(clock=city.clock, ids=city.ids), clock=city.clock)
    return await looks()


async def test_a_worker_looks_by_itself(city, due):
    assert await take_up_looks(city.tools) == 0, "it is the queue's for ten seconds"
    city.clock.advance(SOON)
    assert await take_up_looks(city.tools) == 1
    assert await looks() == due + 1


async def test_when_the_queue_is_back_nobody_looks_twice(city, due):
    city.clock.advance(SOON)
    await take_up_looks(city.tools)
    await jobs.judge_homes({"tools": city.tools})
    assert await take_up_looks(city.tools) == 0
    assert await looks() == due + 1
