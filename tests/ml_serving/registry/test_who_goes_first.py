"""The urgent before the patient, in one line and between models that share a core."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from random import Random

import pytest

from ml_serving.host import (
    BatchWishes,
    ModelHost,
    Priority,
)
from tests.ml_serving.registry.asking import ask, batches, hold, soon, until, y_of
from tests.ml_serving.registry.conftest import SETTINGS, Archived


async def test_the_urgent_are_answered_first(host, archived, journal, door):
    await host.register(archived(journal=str(journal)), batch=BatchWishes(max_batch=1))
    held = await hold(host, door, x=100)
    asks = [
        ask(1, priority=Priority.BACKGROUND),
        ask(2, priority=Priority.INTERACTIVE),
        ask(4, priority=Priority.SAFETY),
    ]
    waiting = [asyncio.create_task(host.predict(each)) for each in asks]
    await until(lambda: host.describe()[0].queued_rows == 3)
    door.open()
    await soon(asyncio.gather(held, *waiting))
    assert batches(journal) == [[100.0], [4.0], [2.0], [1.0]]


@pytest.fixture
async def one_core(store, nursery) -> AsyncIterator[ModelHost]:
    settings = replace(SETTINGS, cores=1)
    async with ModelHost(store=store, settings=settings, dice=Random(5), nursery=nursery) as host:
        yield host


async def test_a_forecast_under_way_keeps_no_camera_waiting(one_core, archived, door):
    night, camera = await _forecast_and_camera(one_core, archived)
    held = await hold(one_core, door, version=night)
    assert y_of(await soon(one_core.predict(ask(1, version=camera)))) == 3.0
    assert not held.done()
    door.open()
    assert y_of(await soon(held)) == 2.0


async def test_a_camera_under_way_keeps_its_core(one_core, archived, door):
    night, camera = await _forecast_and_camera(one_core, archived)
    held = await hold(one_core, door, version=camera)
    forecast = asyncio.create_task(one_core.predict(ask(1, version=night)))
    await until(lambda: one_core.describe("toy", night)[0].queued_rows == 1)
    await asyncio.sleep(0)
    assert one_core.describe("toy", night)[0].computing_rows == 0
    door.open()
    assert [y_of(each) for each in await soon(asyncio.gather(held, forecast))] == [3.0, 2.0]


async def _forecast_and_camera(host: ModelHost, archived: Archived) -> tuple[str, str]:
    night, camera = Priority.BACKGROUND, Priority.SAFETY
    await host.register(archived("1.0.0"), batch=BatchWishes(priority=night))
    await host.register(archived("2.0.0", factor=3.0), batch=BatchWishes(priority=camera))
    nice = [os.getpriority(os.PRIO_PROCESS, _pid(host, each)) for each in ("1.0.0", "2.0.0")]
    assert nice[0] > nice[1], "and the kernel knows it, too"
    return "1.0.0", "2.0.0"


def _pid(host: ModelHost, version: str) -> int:
    return host.describe("toy", version)[0].workers[0].pid
