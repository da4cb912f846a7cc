"""Reads the weights of a TensorFlow.js graph model: a JSON manifest and half-precision numbers."""

import json
from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np

from ml_serving.contract import Tensor, Tensors

_KEPT_AS = {"float32": "<f4", "int32": "<i4"}
_HALF = "<f2"


def read_weights(model: bytes, numbers: bytes) -> Tensors:
    """Every weight by its name, as float32 or int32; `model` is the JSON, `numbers` lie beside it.

    Raises ValueError or KeyError where the two do not fit.
    """
    manifest = json.loads(model)["weightsManifest"]
    if len(manifest) != 1 or len(manifest[0]["paths"]) != 1:
        raise ValueError("weights in more than one file are not read here")
    return _cut(numbers, manifest[0]["weights"])


def _cut(body: bytes, entries: list[Mapping[str, Any]]) -> Tensors:
    found: dict[str, Tensor] = {}
    at = 0
    for entry in entries:
        kept = np.dtype(_kept_as(entry))
        count = prod(entry["shape"])
        values = np.frombuffer(body, kept, count, at).reshape(entry["shape"])
        found[entry["name"]] = values.astype(np.float32) if kept.kind == "f" else values
        at += count * kept.itemsize
    if at != len(body):
        raise ValueError("the weights do not fill their file")
    return found


def _kept_as(entry: Mapping[str, Any]) -> str:
    half = entry.get("quantization", {}).get("dtype") == "float16"
    return _HALF if half else _KEPT_AS[entry["dtype"]]
