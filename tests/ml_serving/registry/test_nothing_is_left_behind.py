"""Workers end with their server, however it ends, and inherit nothing of it."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from random import Random

from ml_serving.host import ModelHost, NotRegistered, Nursery, Registered
from tests.ml_serving.registry.asking import Door, ask, hold, soon, until, y_of
from tests.ml_serving.registry.conftest import SETTINGS
from tests.ml_serving.workers.toy import golden_of

SERVER = """
import asyncio, sys
from pathlib import Path
from ml_serving.host import ModelHost, Nursery
from ml_serving.stores import FolderStore
from tests.ml_serving.registry.conftest import SETTINGS

async def main():
    host = ModelHost(store=FolderStore(Path(sys.argv[1])), settings=SETTINGS)
    await host.register(sys.argv[2], workers=2)
    print(*(worker.pid for worker in host.describe()[0].workers), flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


async def test_workers_die_with_a_server_that_is_killed(archived, folder, repository):
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SERVER, str(folder), archived()),
        cwd=repository,
        stdout=asyncio.subprocess.PIPE,
    )
    assert server.stdout is not None
    workers = [int(pid) for pid in (await server.stdout.readline()).split()]
    assert len(workers) == 2
    assert all(is_alive(pid) for pid in workers)
    server.kill()
    await server.wait()
    await until(lambda: not any(is_alive(pid) for pid in workers))


async def test_leaving_the_host_ends_workers_in_the_middle_of_a_batch(archived, store, tmp_path):
    door = Door(tmp_path / "door")
    async with ModelHost(store=store, settings=SETTINGS, dice=Random(5)) as host:
        await host.register(archived(), workers=2)
        workers = [worker.pid for worker in host.describe()[0].workers]
        held = await hold(host, door)
        held.cancel()
    assert not any(is_alive(pid) for pid in workers)


async def test_a_registration_that_is_given_up_leaves_no_worker(archived, host):
    before = _children()
    registering = asyncio.create_task(host.register(archived()))
    await until(lambda: _children() > before)
    registering.cancel()
    await asyncio.wait([registering])
    await until(lambda: _children() == before)
    assert host.describe() == []


async def test_descriptors_come_back(archived, host):
    await host.register(archived())
    before = _descriptors()
    for deaths in range(1, 4):
        os.kill(host.describe()[0].workers[0].pid, signal.SIGKILL)
        await until(lambda deaths=deaths: host.describe()[0].workers[0].restarts == deaths)
        await until(lambda: host.is_ready("toy"))
    assert _descriptors() == before


async def test_what_was_proven_comes_back_though_its_file_is_another_now(archived, host):
    await host.register(archived("1.0.0"))
    archived("1.0.0", factor=5.0)
    os.kill(host.describe()[0].workers[0].pid, signal.SIGKILL)
    await until(lambda: host.describe()[0].workers[0].restarts == 1)
    await until(lambda: host.is_ready("toy"))
    assert y_of(await soon(host.predict(ask(1)))) == 2.0


async def test_an_archive_is_held_open_no_longer_than_its_version_lives(archived, host):
    await host.register(archived("1.0.0"))
    before = _descriptors()
    assert isinstance(await host.register(archived("1.0.0")), NotRegistered)
    assert isinstance(await host.register(archived("2.0.0", golden=golden_of(1))), NotRegistered)
    assert isinstance(await host.register(archived("2.0.0", factor=3.0)), Registered)
    await host.unregister("toy", "2.0.0")
    assert _descriptors() == before


async def test_a_worker_sees_nothing_of_the_servers_environment(archived, host):
    await host.register(archived())
    pid = host.describe()[0].workers[0].pid
    names = _environment(pid)
    assert b"OMP_NUM_THREADS" in names
    assert b"PATH" not in names
    assert b"HOME" not in names


def _children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _environment(pid: int) -> set[bytes]:
    lines = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    return {line.split(b"=")[0] for line in lines}


async def test_the_death_of_the_nursery_is_nothing_to_anybody(archived, store):
    nursery = Nursery(preload=(), environment={})
    async with ModelHost(store=store, settings=SETTINGS, dice=Random(5), nursery=nursery) as host:
        await host.register(archived())
        (worker,) = host.describe()[0].workers
        assert nursery.pid is not None
        os.kill(nursery.pid, signal.SIGKILL)
        assert y_of(await soon(host.predict(ask(1)))) == 2.0
        assert host.describe()[0].workers[0].pid == worker.pid
        await soon(host.scale("toy", None, 2))
        assert len(host.describe()[0].workers) == 2
    nursery.close()
