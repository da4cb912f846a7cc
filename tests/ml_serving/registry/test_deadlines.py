"""Whoever is too late, or gone, is told so and computed for nobody."""

import asyncio
import time

from ml_serving.host import (
    BatchWishes,
    TooLate,
)
from tests.ml_serving.registry.asking import ask, batches, hold, soon, until, y_of


async def test_whoever_is_past_the_deadline_is_told_then_and_never_computed(
    host, archived, journal, door
):
    await host.register(archived(journal=str(journal)))
    held = await hold(host, door, x=100)
    late = await soon(host.predict(ask(66, deadline=time.monotonic() + 0.02)))
    assert late == TooLate()
    assert host.describe()[0].queued_rows == 0, "its place is free"
    patient = asyncio.create_task(host.predict(ask(7)))
    door.open()
    assert y_of(await soon(patient)) == 14.0
    await held
    assert batches(journal) == [[100.0], [7.0]]


async def test_a_deadline_that_has_passed_already_costs_nothing(host, archived, journal):
    await host.register(archived(journal=str(journal)))
    assert await host.predict(ask(66, deadline=time.monotonic() - 1.0)) == TooLate()
    assert y_of(await host.predict(ask(7))) == 14.0
    assert batches(journal) == [[7.0]]


async def test_whoever_waits_on_a_computing_worker_is_told_at_the_deadline(host, archived, door):
    await host.register(archived())
    asked = ask(gate=door.path, deadline=time.monotonic() + 0.1)
    assert await soon(host.predict(asked)) == TooLate()
    await until(door.is_knocked_at)
    door.open()
    assert y_of(await soon(host.predict(ask(1)))) == 2.0


async def test_a_client_who_goes_frees_the_place(host, archived, journal, door):
    await host.register(archived(journal=str(journal)), batch=BatchWishes(queue_rows=1))
    held = await hold(host, door, x=100)
    gone = asyncio.create_task(host.predict(ask(66)))
    await until(lambda: host.describe()[0].queued_rows == 1)
    gone.cancel()
    await asyncio.wait([gone])
    stays = asyncio.create_task(host.predict(ask(7)))
    await until(lambda: host.describe()[0].queued_rows == 1)
    door.open()
    assert y_of(await soon(stays)) == 14.0
    await held
    assert batches(journal) == [[100.0], [7.0]]
