"""A model of one multiplication, that also does what models should not when it is told to.

No torch: a worker with it is ready in a fifth of a second. `do` in an input says how to misbehave;
`gate` names a FIFO that the model reads to its end before it answers, so that a test holds it as
long as it likes. In the manifest's settings, `journal` names a file that gets a line for each
batch, and `forward_s` is how long a batch takes, however large it is.
"""

import ctypes
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson

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

ARCHITECTURES = {"toy": "tests.ml_serving.workers.toy"}


@dataclass(frozen=True)
class Item:
    x: float
    do: str = ""
    gate: str = ""


class Toy:
    inputs = (TensorSpec("x", Datatype.FP32, (-1, 1)),)
    outputs = (TensorSpec("y", Datatype.FP32, (-1, 1)),)
    rows_a_pass: int | None = None

    def __init__(self, factor: float, journal: str, forward_s: float = 0.0) -> None:
        self._factor = factor
        self._journal = journal
        self._forward_s = forward_s

    def read(self, body: bytes, content_type: str) -> Item | Refusal:
        try:
            return Item(**orjson.loads(body))
        except (ValueError, TypeError):
            return Refusal("it is no item", '{"x": number}')

    def read_tensors(self, tensors: Tensors) -> Sequence[Item] | Refusal:
        if "x" not in tensors:
            return Refusal("there is no x", "x: FP32 [-1, 1]")
        return [Item(float(row[0])) for row in tensors["x"]]

    def features(self, item: Item) -> Mapping[str, float]:
        return {"x": item.x}

    def predict(self, items: Sequence[Item]) -> Sequence[Prediction]:
        if self._journal:
            with Path(self._journal).open("ab") as journal:
                journal.write(orjson.dumps([item.x for item in items]) + b"\n")
        for item in items:
            _misbehave(item)
        if self._forward_s:
            time.sleep(self._forward_s)
        return [self._answer(item) for item in items]

    def _answer(self, item: Item) -> Prediction:
        y = item.x * self._factor
        return Prediction({"y": y}, {"y": np.array([y], np.float32)}, {"y": abs(y) / 10})


def _misbehave(item: Item) -> None:
    if item.gate:
        Path(item.gate).read_bytes()
    match item.do:
        case "raise":
            raise ArithmeticError
        case "exit":
            os._exit(7)
        case "crash":
            ctypes.string_at(0)
        case "eat":
            _ = bytearray(1 << 62)
        case "fill":
            _ = bytearray(b"1") * (1 << 30)


def load(archive: Archive, device: Device) -> Toy:
    settings: Mapping[str, Any] = archive.manifest.settings
    return Toy(
        float(archive.weights["factor"][0]),
        settings.get("journal", ""),
        settings.get("forward_s", 0.0),
    )


def manifest_of(version: str = "1.0.0", **settings: Any) -> Manifest:
    return Manifest(
        name="toy",
        version=version,
        architecture="toy",
        register_id="AR-TOY",
        licence="MIT",
        training_data="none",
        units={"y": "none"},
        settings=settings,
        metrics={},
        profile={"x": Profile(mean=1.0, std=2.0, low=-5.0, high=5.0)},
    )


def golden_of(answer: float = 6.0) -> list[GoldenCase]:
    return [
        GoldenCase("three", b'{"x": 3}', "application/json", {"y": answer}, 1e-6),
        GoldenCase("none", b'{"x": 0}', "application/json", {"y": 0.0}, 1e-6),
    ]


def weights_of(factor: float = 2.0) -> dict[str, np.ndarray[Any, Any]]:
    return {"factor": np.array([factor], np.float32)}
