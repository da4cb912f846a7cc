"""Weights are numbers as their header says, and nothing that runs when it is read."""

import json
import pickle
import struct

import numpy as np
import pytest
from safetensors.numpy import save

from tests.ml_serving.archive.parts import (
    as_bytes,
    refusal_of,
    rezipped,
    tensors,
)


def one_tensor(**changes) -> bytes:
    told = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
    return tensors(json.dumps({"w": {**told, **changes}}).encode(), bytes(8))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no whole header"),
        (b"\xff" * 8, "no whole header"),
        (struct.pack("<Q", 1 << 63) + b"{}", "no whole header"),
        (tensors(b"nonsense", b""), "has a header that is not JSON"),
        (tensors(b"[1]", b""), "no table of tensors"),
        (tensors(b"{}", b""), "holds 0 tensors"),
        (tensors(b'{"w": 1}', b""), "describes a tensor wrongly"),
        (tensors(b'{"__metadata__": {"a": "b"}}', b""), "no table of tensors"),
        (one_tensor(dtype="BF16"), "whose type is none of"),
        (one_tensor(dtype="O"), "whose type is none of"),
        (one_tensor(dtype=["F32"]), "whose type is none of"),
        (one_tensor(shape=[-2]), "describes a tensor wrongly"),
        (one_tensor(shape=[2.0]), "describes a tensor wrongly"),
        (one_tensor(shape=[True]), "describes a tensor wrongly"),
        (one_tensor(shape=[1] * 9), "describes a tensor wrongly"),
        (one_tensor(shape=[3]), "another size than it says"),
        (one_tensor(data_offsets=[0]), "describes a tensor wrongly"),
        (one_tensor(data_offsets=[8, 0]), "another size than it says"),
        (one_tensor(data_offsets=[0, 1 << 62]), "another size than it says"),
        (one_tensor(data_offsets=[0, 1 << 70]), "more than 64 bits"),
        (one_tensor(shape=[1 << 40]), "bytes; 268435456 are allowed"),
        (one_tensor(shape=[1 << 40, 1 << 40, 1 << 40]), "bytes; 268435456 are allowed"),
        (one_tensor(data_offsets=[8, 16]), "overlap, or lie apart"),
        (one_tensor() + b"more", "holds 12 bytes of tensors and tells of 8"),
        (one_tensor()[:-1], "holds 7 bytes of tensors and tells of 8"),
    ],
)
def test_weights_that_are_not_as_their_header_says(path, body, why):
    reason = refusal_of(rezipped(path, {"weights.safetensors": body}))
    assert reason.startswith("weights.safetensors")
    assert why in reason


def test_tensors_that_share_bytes(path):
    told = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
    body = tensors(json.dumps({"a": told, "b": told}).encode(), bytes(8))
    assert "overlap" in refusal_of(rezipped(path, {"weights.safetensors": body}))


@pytest.mark.parametrize("poison", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_weights_that_are_no_numbers(path, poison, dtype):
    body = save({"fine": np.zeros(3), "w": np.array([1, poison], dtype=dtype)})
    reason = refusal_of(rezipped(path, {"weights.safetensors": body}))
    assert reason == "weights.safetensors: 'w' holds NaN or infinity"


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize("name", ["weights.safetensors", "golden/two-right-answers.bin"])
def test_a_pickle_by_any_name(path, name, protocol):
    reason = refusal_of(rezipped(path, {name: pickle.dumps({"w": 1}, protocol)}))
    assert reason == f"{name} is a pickle, which is code; weights come as safetensors"


def test_what_torch_saves_by_any_name(path):
    saved = as_bytes({"archive/data.pkl": pickle.dumps({"w": 1})})
    assert "is a pickle" in refusal_of(rezipped(path, {"weights.safetensors": saved}))
