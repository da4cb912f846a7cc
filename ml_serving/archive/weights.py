"""`weights.safetensors`: every promise of its header checked before the library reads it.

The format: 8 bytes little-endian length, a JSON header, then the tensors end to end
(github.com/huggingface/safetensors, "Format").
"""

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from ml_serving.archive.layout import WEIGHTS
from ml_serving.archive.limits import Limits
from ml_serving.archive.refused import BadArchive
from ml_serving.archive.strict_json import read_json
from ml_serving.contract import Tensors

_LENGTH = 8
_WIDTHS = {"BOOL": 1, "U8": 1, "I8": 1, "I16": 2, "I32": 4, "I64": 8, "F16": 2, "F32": 4, "F64": 8}
"""Bytes per number, of the types that a model of ours may have."""

_AXES = 8


def write_weights(weights: Tensors) -> bytes:
    """The same bytes for the same tensors: no metadata, whose order nobody promises."""
    return bytes(save({name: np.ascontiguousarray(each) for name, each in weights.items()}))


def read_weights(body: bytes, limits: Limits) -> Tensors | BadArchive:
    """The tensors by name, finite throughout."""
    if problem := _header_problem(body, limits):
        return BadArchive(f"{WEIGHTS} {problem}")
    try:
        weights: Tensors = load(body)
    except (SafetensorError, ValueError, TypeError, KeyError):
        return BadArchive(f"{WEIGHTS} is no safetensors file")
    for name, tensor in weights.items():
        if np.issubdtype(tensor.dtype, np.floating) and not np.isfinite(tensor).all():
            return BadArchive(f"{WEIGHTS}: {name!r} holds NaN or infinity")
    return weights


def _header_problem(body: bytes, limits: Limits) -> str | None:
    length = int.from_bytes(body[:_LENGTH], "little")
    if len(body) < _LENGTH or length > len(body) - _LENGTH:
        return "has no whole header"
    if length > limits.tensor_header:
        return f"has a header of more than {limits.tensor_header} bytes"
    try:
        header = read_json(body[_LENGTH : _LENGTH + length])
    except ValueError as wrong:
        return f"has a header that {wrong}"
    if not isinstance(header, dict) or header.pop("__metadata__", {}) != {}:
        return "has a header that is no table of tensors"
    return _tensors_problem(header, len(body) - _LENGTH - length, limits)


def _tensors_problem(header: Mapping[str, Any], room: int, limits: Limits) -> str | None:
    """They must fill the file from end to end: no overlap, no hole, nothing beyond its end."""
    if not 0 < len(header) <= limits.tensors:
        return f"holds {len(header)} tensors; from 1 to {limits.tensors} are allowed"
    places = []
    for name, told in header.items():
        if problem := _tensor_problem(told, limits):
            return f"{problem}: {name[:80]!r}"
        places.append(tuple(told["data_offsets"]))
    end = 0
    for begin, stop in sorted(places):
        if begin != end:
            return "has tensors that overlap, or lie apart"
        end = stop
    return None if end == room else f"holds {room} bytes of tensors and tells of {end}"


def _tensor_problem(told: Any, limits: Limits) -> str | None:
    if not isinstance(told, dict) or told.keys() != {"dtype", "shape", "data_offsets"}:
        return "describes a tensor wrongly"
    shape, offsets, dtype = told["shape"], told["data_offsets"], told["dtype"]
    if not (_counts(shape) and len(shape) <= _AXES and _counts(offsets) and len(offsets) == 2):
        return "describes a tensor wrongly"
    if not isinstance(dtype, str) or dtype not in _WIDTHS:
        return f"has a tensor whose type is none of {', '.join(_WIDTHS)}"
    size = prod(shape) * _WIDTHS[dtype]
    if size > limits.tensor:
        return f"has a tensor of {size} bytes; {limits.tensor} are allowed"
    return None if offsets[1] - offsets[0] == size else "has a tensor of another size than it says"


def _counts(numbers: Any) -> bool:
    return isinstance(numbers, list) and all(
        isinstance(each, int) and not isinstance(each, bool) and each >= 0 for each in numbers
    )
