"""What every test may ask for: real servers, an empty database, a clock and ids of its own.

One PostgreSQL and one Valkey serve a whole run. With `-n`, the controlling process starts them
and tells its workers where they are; each worker has its own database and Valkey index.
"""

import gc
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis.asyncio import Redis

from domains.kernel.clock import SimulatedClock
from infra.settings import Settings
from tests.fakes.ordered_ids import OrderedIds
from tests.infra.clean_slate import CleanSlate
from tests.infra.empty_keys import EmptyKeys
from tests.infra.servers import Addresses, Servers, copy_template, lent_to_us

FIRST_BELL = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
"""08:00 on Tuesday 3 March 2026 in Osan, the first day of the school year."""

collect_ignore = ["ml_serving"]
"""The model server's tests run in the models' environment, with settings of their own."""

_servers = pytest.StashKey[Servers]()


RARELY = (50_000, 20, 100)
"""Tests leave few cycles; by default the collector was a quarter of a story's time."""


def pytest_configure() -> None:
    gc.set_threshold(*RARELY)
    for name in [name for name in os.environ if name.upper().startswith("OSAN__")]:
        del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: whoever of a parallel run is done helps the other with what is short."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """What was imported lives as long as the run: nobody looks for garbage in it."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    """A worker of a parallel run is told where the run's servers are."""
    node.workerinput["addresses"] = asdict(_start_once(node.config))


def pytest_unconfigure(config: pytest.Config) -> None:
    if _servers in config.stash:
        config.stash[_servers].stop()


def _start_once(config: pytest.Config) -> Addresses:
    if lent := lent_to_us():
        return lent
    if _servers not in config.stash:
        config.stash[_servers] = Servers().start()
    return config.stash[_servers].addresses


@pytest.fixture(scope="session")
def addresses(request: pytest.FixtureRequest) -> Addresses:
    """Where this run's PostgreSQL and Valkey answer."""
    workerinput = getattr(request.config, "workerinput", None)
    if workerinput is None:
        return _start_once(request.config)
    return Addresses(**workerinput["addresses"])


@pytest.fixture(scope="session")
def process_number(worker_id: str) -> int:
    """0 for a run's only process, else from 1 on."""
    return int(worker_id.removeprefix("gw")) + 1 if worker_id != "master" else 0


@pytest.fixture(scope="session")
async def settings(
    addresses: Addresses, process_number: int, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """This test process's own settings: its database, its Valkey index, free ports."""
    return Settings(
        _env_file=None,
        environment="test",
        state_dir=tmp_path_factory.mktemp("state"),
        database=await copy_template(addresses, f"osan_{addresses.first_index + process_number}"),
        valkey={"url": addresses.valkey(process_number)},
        gateway={"port": 0, "public_url": "http://gateway.test"},
        push_emulator={"port": 0},
        idp_emulator={"port": 0},
    )


@pytest.fixture(scope="session")
async def _slate(settings: Settings) -> AsyncIterator[CleanSlate]:
    from infra.database import APPS

    slate = await CleanSlate.of(settings.database.owner_url, schemas=list(APPS))
    yield slate
    await slate.close()


@pytest.fixture(scope="session")
async def _open_database(settings: Settings, _slate: CleanSlate) -> AsyncIterator[None]:
    from infra.database import open_database

    async with open_database(settings.database):
        yield


@pytest.fixture(scope="session")
async def _keys(settings: Settings) -> AsyncIterator[EmptyKeys]:
    from infra.keys import open_keys, prepare_keys

    await prepare_keys(settings.keys, make_database=True)
    async with open_keys(settings) as ring:
        keys = await EmptyKeys.of(settings.keys.url, ring)
        yield keys
        await keys.close()


@pytest.fixture(scope="session")
def _ways_out(settings: Settings) -> Iterator[None]:
    """As a worker does: without a way out of it, nothing is advertised."""
    from api import bootstrap
    from notifications.public import advertising_bound

    with advertising_bound(bootstrap.opt_out_signer(settings)):
        yield


@pytest.fixture
async def database(
    _open_database: None,
    _keys: EmptyKeys,
    _ways_out: None,
    _slate: CleanSlate,
    settings: Settings,
) -> None:
    """An empty, migrated database behind the models, and no objects beside it.

    What a test leaves, the next one wipes.
    """
    await _slate.wipe()
    await _keys.wipe()
    shutil.rmtree(settings.objects.folder, ignore_errors=True)


@pytest.fixture
async def valkey(settings: Settings) -> AsyncIterator[Redis]:
    """An empty Valkey of our own."""
    async with Redis.from_url(settings.valkey.url) as client:
        await client.flushdb()
        yield client


@pytest.fixture
def clock() -> SimulatedClock:
    """Stands at 08:00 on the first school day of 2026 until the test moves it."""
    return SimulatedClock(FIRST_BELL)


@pytest.fixture
def ids(clock: SimulatedClock) -> OrderedIds:
    """Identifiers of the simulated present, the same in every run."""
    return OrderedIds(clock)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).parent.parent


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A world in which nobody has set anything; the test may set what it likes."""
    for name in [name for name in os.environ if name.upper().startswith("OSAN__")]:
        monkeypatch.delenv(name)
    return monkeypatch
