"""What every test of the model server may ask for. The house's own conftest is not loaded here:
its databases have nothing to do with models."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

os.environ.setdefault("OMP_NUM_THREADS", "1")
"""Before torch is first imported, here or in a child: two cores are shared by many."""


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def data() -> Path:
    """Where the real data lie; a test that asks for them is skipped where they are absent."""
    folder = Path(os.environ.get("OSAN_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no data in {folder}; set OSAN_DATA to run this test")
    return folder


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory):
    """A real S3 server, started by the first test that asks."""
    from tests.ml_serving.stores.seaweed import Seaweed

    server = Seaweed(tmp_path_factory.mktemp("seaweed"))
    server.start()
    yield server
    server.stop()
