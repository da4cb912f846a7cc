"""The toy's server, as a fixture for whichever folder of tests asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ml_serving.archive import pack
from tests.ml_serving.http.running import Server, running
from tests.ml_serving.http.toy import ARCHITECTURES, a_toy

MODULE = "tests.ml_serving.http.toy_server"


def put_toy(store: Path, version: str, *, factor: float, name: str = "toy") -> Path:
    store.mkdir(parents=True, exist_ok=True)
    return pack(*a_toy(version, factor=factor, name=name), store, architectures=ARCHITECTURES)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serves toy 1.0.0; 1.1.0, which doubles, lies in the store."""
    folder = tmp_path_factory.mktemp("server")
    store = folder / "store"
    put_toy(store, "1.0.0", factor=1.0)
    put_toy(store, "1.1.0", factor=2.0)
    with running(store, folder, "--models", "toy=1.0.0", module=MODULE) as server:
        yield server
