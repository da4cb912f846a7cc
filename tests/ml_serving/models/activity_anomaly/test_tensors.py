"""The same questions as tensors of the Open Inference Protocol."""

import json
from datetime import datetime
from typing import Any

import numpy as np
import pytest

from ml_serving.contract import Refusal
from tests.ml_serving.models.activity_anomaly.conftest import at, event

FILL = -1


def epoch(told: str) -> float:
    return datetime.fromisoformat(told).timestamp()


def tensors(known: Any, **other: Any) -> dict[str, Any]:
    """Two people: one in the silence of a morning, one of whom nothing is known."""
    told = {
        "state": np.array([[json.dumps(known).encode()], [b""]], dtype=object),
        "event_at": np.array([[epoch(at(21, 7)), 0.0], [epoch(at(21, 1)), epoch(at(21, 2))]]),
        "event_kind": np.array([[0, FILL], [0, 1]], dtype=np.int32),
        "event_sensor": np.array([[1, 0], [1, 2]], dtype=np.int32),
        "now": np.array([[epoch(at(21, 13))]] * 2),
        "outages": np.zeros((2, 1, 2)),
        "budget_per_month": np.ones((2, 1)),
    }
    return {**told, **other}


def test_tensors_ask_as_json_does(model: Any, asked: Any, known: Any) -> None:
    items = model.read_tensors(tensors(known))
    assert not isinstance(items, Refusal), items
    first, second = model.predict(items)
    by_json = asked(state=known, events=[event(21, 7, sensor="1")], now=at(21, 13))
    for name in ("silence_s", "score", "threshold", "alarm", "learning", "expected_gap_s"):
        assert first.tensors[name][0] == by_json[name]
    assert json.loads(first.tensors["state"][0]) == by_json["state"]
    assert second.tensors["learning"][0]
    assert second.tensors["alarm_in_s"][0] == FILL
    assert {spec.name for spec in model.outputs} == set(first.tensors)


@pytest.mark.parametrize(
    "wrong",
    [
        {"now": np.zeros(2)},
        {"now": np.full((2, 1), np.nan)},
        {"now": np.full((2, 1), np.inf)},
        {"now": np.ones((3, 1))},
        {"event_kind": np.full((2, 2), 7, dtype=np.int32)},
        {"event_kind": np.zeros((2, 3), dtype=np.int32)},
        {"outages": np.array([[[5.0, 1.0]], [[0.0, 0.0]]])},
        {"outages": np.zeros((2, 1, 3))},
        {"state": np.array([[b"{"], [b""]], dtype=object)},
        {"budget_per_month": np.zeros((2, 1))},
    ],
)
def test_tensors_are_looked_at_as_closely(model: Any, known: Any, wrong: Any) -> None:
    assert isinstance(model.read_tensors(tensors(known, **wrong)), Refusal)


def test_a_missing_tensor_is_named(model: Any, known: Any) -> None:
    told = tensors(known)
    del told["now"]
    refusal = model.read_tensors(told)
    assert isinstance(refusal, Refusal)
    assert "now" in refusal.reason + refusal.expected
