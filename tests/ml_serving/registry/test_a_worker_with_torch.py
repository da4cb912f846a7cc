"""The same with PyTorch in the worker, and none of it in the server."""

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from ml_serving.archive import pack
from ml_serving.contract import Datatype, Device, GoldenCase
from ml_serving.host import Ask, ModelHost, RawInput, Registered, TensorInput, WireTensor
from tests.ml_serving.registry.asking import soon, until
from tests.ml_serving.registry.conftest import SETTINGS, Shelf
from tests.ml_serving.workers.toy import manifest_of

pytest.importorskip("torch")

TORCH = {"torch-toy": "tests.ml_serving.workers.torch_toy"}
PICTURE = bytes(np.random.default_rng(3).integers(0, 256, 32 * 32, dtype=np.uint8))


@pytest.fixture
def packed(shelf: Shelf) -> str:
    from tests.ml_serving.workers.torch_toy import load

    kernel = np.random.default_rng(1).normal(size=(8, 1, 3, 3)).astype(np.float32)
    manifest = replace(manifest_of(), architecture="torch-toy", profile={})
    case = GoldenCase("noise", PICTURE, "application/octet-stream", {"score": 0.0}, 1e-5)
    path = pack(manifest, {"kernel": kernel}, [case], shelf.folder, architectures=tuple(TORCH))
    from ml_serving.archive import open_archive

    archive = open_archive(path, architectures=tuple(TORCH))
    model = load(archive, Device())
    answer = model.predict([model.read(PICTURE, "")])[0].answer
    pack(
        manifest,
        {"kernel": kernel},
        [replace(case, answer=answer)],
        shelf.folder,
        architectures=tuple(TORCH),
    )
    return path.name


async def test_it_is_proven_answers_in_batches_and_comes_back_when_killed(packed, shelf):
    settings = replace(SETTINGS, architectures=TORCH, preload=("torch",))
    async with ModelHost(store=shelf, settings=settings, dice=Random(5)) as host:
        assert isinstance(await host.register(packed, threads=1), Registered)
        pictures = np.random.default_rng(5).integers(0, 256, (3, 32, 32), dtype=np.uint8)
        together = await host.predict(_tensors(pictures))
        alone = [await host.predict(_tensors(each[None])) for each in pictures]
        scores = [_scores(each)[0] for each in alone]
        assert _scores(together) == pytest.approx(scores, abs=1e-6)
        threads = np.frombuffer(together.tensors[1].data, "<i8")
        assert set(threads.tolist()) == {1}
        os.kill(host.describe()[0].workers[0].pid, signal.SIGKILL)
        asked = Ask("toy", RawInput(PICTURE, "application/octet-stream"))
        await soon(asyncio.gather(*(host.predict(asked) for _ in range(5))))
        await until(lambda: host.is_ready("toy"))


def test_the_server_itself_imports_no_torch():
    code = "import sys, ml_serving.host; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _tensors(pictures: np.ndarray) -> Ask:
    tensor = WireTensor("pixels", Datatype.UINT8, pictures.shape, pictures.tobytes())
    return Ask("toy", TensorInput([tensor], len(pictures)))


def _scores(answered) -> list[float]:
    return np.frombuffer(answered.tensors[0].data, "<f4").tolist()
