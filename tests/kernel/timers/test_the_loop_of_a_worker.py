"""The loop in each worker: what is due rings, and what becomes due wakes it; without a queue."""

import asyncio
from datetime import timedelta

import pytest

import api.timers
from domains.kernel import sql, timers
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from tests.kernel.timers.bells import BELL, Tower, rung

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def tower(monkeypatch) -> Tower:
    """Rings for this process: the bell is one of its topics."""
    tower = Tower(SystemClock(), UuidV7Ids())

    async def ring(timer, *, clock, ids) -> None:
        await tower.ring(timer)

    monkeypatch.setattr(api.timers, "TIMERS", {BELL: ring})
    return tower


async def test_it_fires_what_is_due_and_is_woken_by_what_becomes_due(tower, settings):
    clock, ids = SystemClock(), UuidV7Ids()
    early, soon = ids.new(), ids.new()
    await timers.set_timer(BELL, early, due_at=clock.now() - timedelta(hours=1), clock=clock)
    async with api.timers.firing_timers(settings.database, clock=clock, ids=ids):
        await heard(early)
        await timers.set_timer(BELL, soon, due_at=clock.now() + timedelta(seconds=0.2), clock=clock)
        await heard(soon)
    (left,) = await sql.fetch("SELECT count(*) AS n FROM kernel.timers")
    assert left["n"] == 0


async def heard(bell) -> None:
    async with asyncio.timeout(10):
        while bell not in [about for about, _ in await rung()]:  # noqa: ASYNC110 - another task
            await asyncio.sleep(0.01)
