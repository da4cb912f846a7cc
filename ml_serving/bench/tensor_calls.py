"""Frames as an Open Inference client sends them: decoded, and at the network's own size.

What is left of a request then is the server's own cost.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ml_serving.bench.calls import Call, archive_of
from ml_serving.bench.scenes import scenes
from ml_serving.contract import Datatype, Device, Refusal, Tensor, Tensors
from ml_serving.models.catalogue import loader_of
from ml_serving.workers.tensors import DTYPES

OCTETS = "application/octet-stream"


def frames(archive: Path, *, count: int) -> Sequence[Call]:
    """The scenes of the other benches, one a request."""
    opened = archive_of(archive)
    name = opened.manifest.name
    model = loader_of(opened.manifest.architecture)(opened, Device(threads=1))
    told: list[Any] = [
        model.read(call.body, call.content_type) for call in scenes(count, model=name)
    ]
    pictures = [each for each in told if not isinstance(each, Refusal)]
    return [_call(name, "frames", picture.pixels[None]) for picture in pictures]


def tensors_of(call: Call) -> Tensors:
    """What it carries, as a model reads it."""
    return arrays(json.loads(call.body[: call.head])["inputs"], call.body[call.head :])


def arrays(told: Sequence[Mapping[str, Any]], binary: bytes) -> Tensors:
    """Tensors of fixed size that lie one behind the other."""
    found: dict[str, Tensor] = {}
    at = 0
    for each in told:
        size = each["parameters"]["binary_data_size"]
        flat = np.frombuffer(binary[at : at + size], DTYPES[Datatype(each["datatype"])])
        found[each["name"]] = flat.reshape(each["shape"])
        at += size
    return found


def _call(model: str, name: str, rows: Tensor) -> Call:
    tensor = {
        "name": name,
        "datatype": "UINT8",
        "shape": rows.shape,
        "parameters": {"binary_data_size": rows.nbytes},
    }
    head = json.dumps({"inputs": [tensor], "parameters": {"binary_data_output": True}}).encode()
    return Call(model, head + rows.tobytes(), OCTETS, len(head))
