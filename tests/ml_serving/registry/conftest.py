"""A host with toy models in real worker processes, and a store that is a folder."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
import uvloop

from ml_serving.archive import pack
from ml_serving.contract import GoldenCase, Refusal
from ml_serving.host import HostSettings, ModelHost, Nursery
from ml_serving.workers.backoff import Backoff
from tests.ml_serving.registry.asking import Door
from tests.ml_serving.workers.toy import ARCHITECTURES, golden_of, manifest_of, weights_of


@dataclass(frozen=True)
class Shelf:
    """A folder as a store."""

    folder: Path

    def list(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    def fetch(self, file_name: str) -> Path:
        path = self.folder / file_name
        if not path.is_file():
            raise FileNotFoundError(file_name)
        return path

    def put(self, archive: Path) -> Refusal | None:
        raise NotImplementedError


Archived = Callable[..., str]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "store").mkdir()
    return Shelf(tmp_path / "store")


@pytest.fixture
def archived(shelf: Shelf) -> Archived:
    """Put a version of the toy on the shelf; its file name."""

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
            shelf.folder,
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
async def host(shelf: Shelf, nursery: Nursery) -> AsyncIterator[ModelHost]:
    async with ModelHost(store=shelf, settings=SETTINGS, dice=Random(5), nursery=nursery) as host:
        yield host


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path / "door")
