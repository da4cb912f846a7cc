"""A model that adds three numbers and greets: enough to see everything a server does with one.

It can be told to dawdle, to raise and to die.
"""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ml_serving.contract import (
    Archive,
    Datatype,
    Device,
    GoldenCase,
    Manifest,
    Prediction,
    Profile,
    Refusal,
    Tensors,
    TensorSpec,
)

ARCHITECTURES = {"toy": "tests.ml_serving.http.toy"}
EXPECTED = '{"x": three numbers, "name": text}'


@dataclass(frozen=True)
class Item:
    x: tuple[float, float, float]
    name: str = "nobody"
    sleep_ms: int = 0
    does: str = ""


class Toy:
    inputs = (
        TensorSpec("x", Datatype.FP32, (-1, 3)),
        TensorSpec("name", Datatype.BYTES, (-1, 1)),
    )
    outputs = (
        TensorSpec("total", Datatype.FP32, (-1, 1)),
        TensorSpec("greeting", Datatype.BYTES, (-1, 1)),
    )

    rows_a_pass: int | None = None

    def __init__(self, weights: np.ndarray) -> None:
        self._weights = weights

    def read(self, body: bytes, content_type: str) -> Item | Refusal:
        if content_type.startswith("image/"):
            return Item((float(len(body)), 0.0, 0.0), content_type)
        try:
            said = json.loads(body)
            x = tuple(float(each) for each in said["x"])
            if len(x) != 3 or not np.isfinite(x).all():
                raise ValueError
            told = {key: said[key] for key in ("name", "sleep_ms", "does") if key in said}
            return Item(x, **told)
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return Refusal("The body is no input.", EXPECTED)

    def read_tensors(self, tensors: Tensors) -> Sequence[Item] | Refusal:
        x = tensors.get("x")
        if x is None or x.dtype != np.float32 or x.shape[1:] != (3,):
            return Refusal("Tensor x is missing or of another form.", "x, FP32, [-1, 3]")
        if not np.isfinite(x).all():
            return Refusal("Tensor x holds what is no number.", "finite numbers")
        names = tensors.get("name")
        if names is not None and names.shape != (len(x), 1):
            return Refusal("Tensor name is of another form.", "name, BYTES, [-1, 1]")
        return [Item(tuple(row), self._name(names, at)) for at, row in enumerate(x.tolist())]

    def _name(self, names: np.ndarray | None, at: int) -> str:
        return "nobody" if names is None else bytes(names[at, 0]).decode(errors="replace")

    def features(self, item: Item) -> dict[str, float]:
        return {"sum": sum(item.x)}

    def predict(self, items: Sequence[Item]) -> Sequence[Prediction]:
        time.sleep(max(item.sleep_ms for item in items) / 1e3)
        return [self._predict(item) for item in items]

    def _predict(self, item: Item) -> Prediction:
        if item.does == "raise":
            raise RuntimeError("as told")
        if item.does == "die":
            os._exit(9)
        total = float(np.dot(self._weights, np.array(item.x, dtype=np.float64)))
        greeting = f"안녕 {item.name}"
        return Prediction(
            answer={"total": total, "greeting": greeting},
            tensors={
                "total": np.array([total], dtype=np.float32),
                "greeting": np.array([greeting.encode()], dtype=object),
            },
            uncertainty={"std": abs(total) / 10},
        )


def load(archive: Archive, device: Device) -> Toy:
    return Toy(archive.weights["w"])


def a_toy(version: str = "1.0.0", *, factor: float = 1.0, name: str = "toy") -> tuple:
    """What `pack` wants: manifest, weights, golden cases."""
    manifest = Manifest(
        name=name,
        version=version,
        architecture="toy",
        register_id="osan-ai-9999",
        licence="Apache-2.0",
        training_data="Nothing: its weights were made up.",
        units={"total": "1"},
        settings={},
        metrics={"error": 0.0},
        profile={"sum": Profile(mean=6.0, std=1.0, low=0.0, high=12.0)},
        description="Adds three numbers.",
    )
    case = GoldenCase(
        name="one-two-three",
        body=b'{"x": [1, 2, 3], "name": "osan"}',
        content_type="application/json",
        answer={"total": 6.0 * factor, "greeting": "안녕 osan"},
        tolerance=1e-4,
    )
    return manifest, {"w": np.full(3, factor, dtype=np.float32)}, [case]
