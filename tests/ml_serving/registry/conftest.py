"""A host with toy models in real worker processes, over a folder of archives."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from random import Random

import pytest
import uvloop

from ml_serving.archive import pack
from ml_serving.contract import GoldenCase
from ml_serving.host import HostSettings, ModelHost, Nursery
from ml_serving.stores import FolderStore
from ml_serving.workers.backoff import Backoff
from tests.ml_serving.registry.asking import Door
from tests.ml_serving.workers.toy import ARCHITECTURES, golden_of, manifest_of, weights_of

Archived = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where archives lie."""
    folder = tmp_path / "store"
    folder.mkdir()
    return folder


@pytest.fixture
def store(folder: Path) -> FolderStore:
    return FolderStore(folder)


@pytest.fixture
def archived(folder: Path) -> Archived:
    """Put a version of the toy into the store; its file name."""

    def put(
        version: str = "1.0.0",
        *,
        factor: float = 2.0,
        golden: list[GoldenCase] | None = None,
        **settings: object,
    ) -> str:
        golden = golden_of(3 * factor) if golden is None else golden
        manifest = manifest_of(version, **settings)
        path = pack(
            manifest,
            weights_of(factor),
            golden,
            folder,
            architectures=tuple(ARCHITECTURES),
        )
        return path.name

    return put


SETTINGS = HostSettings(
    cores=2, architectures=ARCHITECTURES, backoff=Backoff(first_s=0.01, most_s=0.1), preload=()
)


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop that the server runs on."""
    return {"uvloop": uvloop.new_event_loop}


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """One for all tests: a host of its own costs each of them a third of a second."""
    nursery = Nursery(preload=(), environment={})
    yield nursery
    nursery.close()


@pytest.fixture
async def host(store: FolderStore, nursery: Nursery) -> AsyncIterator[ModelHost]:
    async with ModelHost(store=store, settings=SETTINGS, dice=Random(5), nursery=nursery) as host:
        yield host


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path / "door")
