"""A new version takes over under load, and not one request fails for it."""

import asyncio
import contextlib

from ml_serving.host import (
    Answered,
    Done,
    ModelHost,
    NoSuchVersion,
    NotPossible,
    NotReady,
    NotRegistered,
    Outcome,
    Registered,
    Unknown,
    VersionState,
)
from tests.ml_serving.registry.asking import Door, ask, hold, soon, until, y_of
from tests.ml_serving.workers.toy import golden_of


@contextlib.asynccontextmanager
async def under_load(host: ModelHost, outcomes: list[Outcome], clients: int = 8):
    """Clients that ask one after the other as long as the block lasts."""
    stop = asyncio.Event()

    async def client() -> None:
        while not stop.is_set():
            outcomes.append(await host.predict(ask(1)))

    running = [asyncio.create_task(client()) for _ in range(clients)]
    try:
        yield
    finally:
        stop.set()
        await soon(asyncio.gather(*running))


async def test_the_new_version_takes_over_when_it_is_ready_and_the_old_one_goes(host, archived):
    await host.register(archived("1.0.0"))
    histories: list[list[Outcome]] = [[] for _ in range(8)]
    async with contextlib.AsyncExitStack() as clients:
        for history in histories:
            await clients.enter_async_context(under_load(host, history, clients=1))
        told = await soon(host.register(archived("2.0.0", factor=3.0), takes_over=True))
        assert told == Registered("toy", "2.0.0", "AR-TOY", True)
        await until(lambda: len(host.describe("toy")) == 1)
        await until(lambda: all(y_of(history[-1]) == 3.0 for history in histories))
    for history in histories:
        answers = [y_of(each) for each in history]
        assert answers == sorted(answers), "the old until the swap, the new from then on"
        assert set(answers) == {2.0, 3.0}


async def test_a_bad_version_never_takes_over(host, archived):
    await host.register(archived("1.0.0"))
    outcomes: list[Outcome] = []
    async with under_load(host, outcomes):
        told = await soon(host.register(archived("2.0.0", golden=golden_of(1.0)), takes_over=True))
        assert isinstance(told, NotRegistered)
    assert {y_of(each) for each in outcomes} == {2.0}


async def test_a_new_version_stands_beside_the_default_until_it_is_chosen(host, archived):
    await host.register(archived("1.0.0"))
    beside = await host.register(archived("2.0.0", factor=3.0))
    assert beside == Registered("toy", "2.0.0", "AR-TOY", False)
    assert y_of(await host.predict(ask(1))) == 2.0
    assert y_of(await host.predict(ask(1, version="2.0.0"))) == 3.0
    assert host.set_default("toy", "2.0.0") == Done()
    assert y_of(await host.predict(ask(1))) == 3.0
    assert host.set_default("toy", "9.9.9") == NoSuchVersion("toy", "9.9.9")


async def test_what_drains_answers_all_it_has_and_takes_no_more(host, archived, tmp_path):
    door = Door(tmp_path / "door")
    await host.register(archived())
    held = await hold(host, door, x=4)
    waiting = asyncio.create_task(host.predict(ask(5)))
    await until(lambda: host.describe()[0].queued_rows == 1)
    going = asyncio.create_task(host.unregister("toy"))
    await until(lambda: host.describe()[0].state is VersionState.DRAINING)
    assert await host.predict(ask()) == Unknown("toy", None)
    door.open()
    assert [y_of(each) for each in await soon(asyncio.gather(held, waiting))] == [8.0, 10.0]
    assert await soon(going) == Done()
    assert host.describe() == []


async def test_the_default_goes_last(host, archived):
    await host.register(archived("1.0.0"))
    await host.register(archived("2.0.0"))
    assert isinstance(await host.unregister("toy", "1.0.0"), NotPossible)
    assert await host.unregister("toy", "2.0.0") == Done()
    assert await host.unregister("toy", "1.0.0") == Done()
    assert await host.unregister("toy", "1.0.0") == NoSuchVersion("toy", "1.0.0")


async def test_workers_come_and_go_under_load_without_a_lost_request(host, archived):
    await host.register(archived())
    outcomes: list[Outcome] = []
    async with under_load(host, outcomes):
        for workers in (3, 1, 2):
            assert await soon(host.scale("toy", None, workers)) == Done()
            assert len(host.describe()[0].workers) == workers
            assert host.is_ready("toy")
    assert all(isinstance(each, Answered) for each in outcomes)


async def test_scaled_to_nothing_it_is_not_ready_and_comes_back(host, archived):
    await host.register(archived())
    assert await soon(host.scale("toy", "1.0.0", 0)) == Done()
    assert not host.is_ready("toy")
    assert await soon(host.scale("toy", "1.0.0", 1)) == Done()
    assert y_of(await host.predict(ask(1))) == 2.0
    assert await host.scale("toy", "9.9.9", 1) == NoSuchVersion("toy", "9.9.9")


async def test_scaled_to_nothing_whoever_waits_is_sent_away_at_once(host, archived, tmp_path):
    door = Door(tmp_path / "door")
    await host.register(archived())
    held = await hold(host, door, x=4)
    waiting = asyncio.create_task(host.predict(ask(5)))
    await until(lambda: host.describe()[0].queued_rows == 1)
    going = asyncio.create_task(host.scale("toy", None, 0))
    await until(lambda: host.describe()[0].wanted_workers == 0)
    door.open()
    assert y_of(await soon(held)) == 8.0
    assert await soon(going) == Done()
    assert isinstance(await soon(waiting), NotReady)
    assert await soon(host.unregister("toy")) == Done()
