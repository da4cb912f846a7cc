"""What the management side is told, and what is kept of what people asked."""

import os
from dataclasses import replace

import pytest

from ml_serving.host import ModelHost, WorkerState
from tests.ml_serving.registry.asking import ask, until


async def test_a_version_is_described(host, archived):
    await host.register(archived(), workers=2)
    await host.predict(ask(1))
    (described,) = host.describe("toy", "1.0.0")
    assert described.is_default
    assert described.manifest["licence"] == "MIT"
    assert [spec.name for spec in described.inputs] == ["x"]
    assert len(described.sha256) == 64
    assert (described.counts.answered, described.counts.rows) == (1, 1)
    assert [worker.id for worker in described.workers] == ["1", "2"]
    for worker in described.workers:
        assert worker.state is WorkerState.READY
        assert worker.memory_bytes > 1_000_000
        assert worker.started > 0
        assert os.getpgid(worker.pid) == worker.pid, "the terminal's Ctrl-C is not for it"


def counted(host: ModelHost) -> int:
    """Inputs whose features are told: a worker counts them once it has answered."""
    features = host.drift("toy").features
    return features["x"].count if features else 0


async def test_drift_is_told_beside_the_training_profile(host, archived):
    await host.register(archived(), workers=2)
    for x in (3, 5, 7):
        await host.predict(ask(x))
    await until(lambda: counted(host) == 3)
    drift = host.drift("toy").features["x"]
    assert (drift.count, drift.mean, drift.low, drift.high) == (3, 5.0, 3.0, 7.0)
    assert drift.shift == pytest.approx(2.0), "two of training's standard deviations"
    assert drift.outside == pytest.approx(1 / 3)
    assert host.drift("nobody") is None


async def test_a_worker_says_what_it_computes_on(host, archived):
    await host.register(archived())
    (worker,) = host.describe()[0].workers
    assert worker.device == "cpu"
    assert not worker.uses_gpu
    assert replace(worker, device="cuda:0").uses_gpu
