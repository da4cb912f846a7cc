"""A model that ships, with PyTorch in its worker and none of it in the server."""

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import orjson
import pytest

from ml_serving.bench.calls import archive_of
from ml_serving.bench.same import TOLERANCE, largest_difference
from ml_serving.host import Answered, Ask, ModelHost, Outcome, RawInput, Registered
from ml_serving.models.catalogue import ARCHITECTURES
from ml_serving.stores import FolderStore
from tests.ml_serving.registry.asking import soon, until
from tests.ml_serving.registry.conftest import SETTINGS

pytest.importorskip("torch")


@pytest.fixture
def forecast(repository: Path) -> Path:
    """The archive that is committed."""
    return max(repository.glob("ml_serving/models/demand_forecast/*.zip"))


async def test_it_is_proven_answers_in_batches_and_comes_back_when_killed(forecast):
    settings = replace(SETTINGS, architectures=ARCHITECTURES, preload=("torch",))
    store, asks = FolderStore(forecast.parent), asks_of(forecast)
    async with ModelHost(store=store, settings=settings, dice=Random(5)) as host:
        assert isinstance(await host.register(forecast.name, threads=1), Registered)
        alone = [said(await host.predict(ask)) for ask in asks]
        together = await asyncio.gather(*(host.predict(ask) for ask in asks * 3))
        for one, other in zip(alone * 3, map(said, together), strict=True):
            assert largest_difference(one, other) <= TOLERANCE
        (worker,) = host.describe()[0].workers
        assert len(threads_of(worker.pid)) == 1, "as many threads as it was given"
        os.kill(worker.pid, signal.SIGKILL)
        await soon(asyncio.gather(*(host.predict(ask) for ask in asks)))
        await until(lambda: host.is_ready("demand-forecast"))


def test_the_server_itself_imports_no_torch():
    code = "import sys, ml_serving.host; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def asks_of(archive: Path) -> list[Ask]:
    """Its golden cases."""
    cases = archive_of(archive).golden
    return [Ask("demand-forecast", RawInput(case.body, case.content_type)) for case in cases]


def threads_of(pid: int) -> list[str]:
    return [each.name for each in Path(f"/proc/{pid}/task").iterdir()]


def said(outcome: Outcome) -> str:
    assert isinstance(outcome, Answered), outcome
    assert orjson.loads(outcome.answer)["quantiles"]
    return outcome.answer.decode()
