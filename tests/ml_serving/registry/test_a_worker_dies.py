"""A worker that dies takes nobody with it: not its riders, not the line, not its neighbours."""

import asyncio
import os
import signal
import time
from dataclasses import replace
from random import Random

import pytest

from ml_serving.host import (
    Answered,
    BatchWishes,
    Crashed,
    Failed,
    ModelHost,
    NotReady,
    Refused,
    TooLate,
)
from tests.ml_serving.registry.asking import ask, hold, let_in, soon, until, y_of
from tests.ml_serving.registry.conftest import SETTINGS


async def test_killed_in_the_middle_of_a_batch_its_riders_are_answered_by_the_next(
    host, archived, door
):
    await host.register(archived())
    (before,) = host.describe()[0].workers
    held = await hold(host, door, x=4)
    os.kill(before.pid, signal.SIGKILL)
    await until(lambda: host.describe()[0].workers[0].pid not in (0, before.pid))
    assert y_of(await soon(let_in(door, held))) == 8.0
    (after,) = host.describe()[0].workers
    assert after.restarts == 1
    assert host.describe()[0].counts.crashes == 1


@pytest.mark.parametrize("how", ["exit", "crash", "eat"])
async def test_an_input_that_ends_its_worker_gets_an_error_and_nobody_else_does(
    host, archived, door, how
):
    await host.register(archived())
    held = await hold(host, door)
    asks = [ask(1), ask(2), ask(66, do=how), ask(4)]
    waiting = [asyncio.create_task(host.predict(each)) for each in asks]
    await until(lambda: host.describe()[0].queued_rows == 4)
    door.open()
    one, two, poison, four = await soon(asyncio.gather(*waiting))
    await held
    assert [y_of(each) for each in (one, two, four)] == [2.0, 4.0, 8.0]
    assert isinstance(poison, Crashed)
    assert poison.retry_after_s > 0


async def test_poison_is_known_after_a_while_and_refused_unread(host, archived):
    await host.register(archived())
    assert isinstance(await soon(host.predict(ask(66, do="exit"))), Crashed)
    await until(lambda: host.is_ready("toy"))
    refused = await soon(host.predict(ask(66, do="exit")))
    assert isinstance(refused, Refused)
    assert host.is_ready("toy")
    assert y_of(await soon(host.predict(ask(1)))) == 2.0


async def test_whoever_cannot_wait_for_the_next_worker_hears_that_it_crashed(host, archived, door):
    await host.register(archived())
    held = await hold(host, door, deadline=time.monotonic() + 1.0)
    os.kill(host.describe()[0].workers[0].pid, signal.SIGSTOP)
    assert await soon(held) == TooLate(), "a stopped worker is no dead one"
    os.kill(host.describe()[0].workers[0].pid, signal.SIGKILL)
    await until(lambda: host.describe()[0].workers[0].restarts == 1)


async def test_between_two_workers_the_impatient_are_sent_away(host, archived):
    await host.register(archived())
    os.kill(host.describe()[0].workers[0].pid, signal.SIGKILL)
    await until(lambda: not host.is_ready("toy"))
    outcome = await soon(host.predict(ask(deadline=time.monotonic() + 0.001)))
    assert isinstance(outcome, NotReady)
    assert y_of(await soon(host.predict(ask(1)))) == 2.0, "the patient are answered"


async def test_a_crash_of_one_model_is_nothing_to_another(host, archived):
    await host.register(archived("1.0.0"))
    await host.register(archived("2.0.0", factor=3.0))
    poison = asyncio.create_task(host.predict(ask(1, do="crash", version="1.0.0")))
    while not poison.done():
        assert y_of(await soon(host.predict(ask(1, version="2.0.0")))) == 3.0
    assert isinstance(await poison, Crashed)
    assert host.describe("toy", "2.0.0")[0].counts.crashes == 0


async def test_a_worker_that_says_nothing_is_ended(host, archived, door):
    await host.register(archived(), batch=BatchWishes(hung_s=0.2))
    assert isinstance(await soon(host.predict(ask(gate=door.path))), Crashed)
    assert host.describe()[0].counts.crashes == 2
    assert isinstance(await soon(host.predict(ask(gate=door.path))), Refused), "known by now"
    assert y_of(await soon(host.predict(ask(1)))) == 2.0


async def test_a_model_that_raises_fails_that_input_and_lives(host, archived):
    await host.register(archived())
    before = host.describe()[0].workers[0].pid
    assert await host.predict(ask(1, do="raise")) == Failed("ArithmeticError")
    assert isinstance(await host.predict(ask(1)), Answered)
    assert host.describe()[0].workers[0].pid == before


async def test_two_workers_lose_one_and_go_on(host, archived, door):
    await host.register(archived(), workers=2)
    held = await hold(host, door, x=4)
    busy = next(each for each in host.describe()[0].workers if each.state == "busy")
    os.kill(busy.pid, signal.SIGKILL)
    await until(lambda: host.describe()[0].counts.crashes == 1)
    assert y_of(await soon(let_in(door, held))) == 8.0


async def test_a_worker_has_so_much_memory_and_the_others_have_theirs(store, archived):
    settings = replace(SETTINGS, memory_bytes=512 << 20)
    async with ModelHost(store=store, settings=settings, dice=Random(5)) as host:
        await host.register(archived("1.0.0"))
        await host.register(archived("2.0.0"))
        assert isinstance(await soon(host.predict(ask(1, do="fill"))), Crashed)
        await until(lambda: host.is_ready("toy", "1.0.0"))
        assert y_of(await soon(host.predict(ask(1)))) == 2.0
        assert host.describe("toy", "2.0.0")[0].counts.crashes == 0


async def test_whoever_waits_when_the_host_ends_hears_of_it(store, archived, door):
    async with ModelHost(store=store, settings=SETTINGS, dice=Random(5)) as host:
        await host.register(archived())
        held = await hold(host, door)
        waiting = asyncio.create_task(host.predict(ask(1)))
        await until(lambda: host.describe()[0].queued_rows == 1)
    assert isinstance(await soon(held), Crashed)
    assert isinstance(await soon(waiting), Crashed)
