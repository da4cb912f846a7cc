"""Open Inference Protocol tensors as numpy arrays, and back."""

import math
import struct
from collections.abc import Mapping, Sequence

import numpy as np

from ml_serving.batching.ask import WireTensor
from ml_serving.contract import Datatype, Refusal, Tensor, Tensors, TensorSpec
from ml_serving.workers.frames import Part

DTYPES: Mapping[Datatype, np.dtype[np.generic]] = {
    Datatype.BOOL: np.dtype("?"),
    Datatype.UINT8: np.dtype("u1"),
    Datatype.INT32: np.dtype("<i4"),
    Datatype.INT64: np.dtype("<i8"),
    Datatype.FP32: np.dtype("<f4"),
    Datatype.FP64: np.dtype("<f8"),
}
"""BYTES has none: its elements are Python bytes in an object array."""


def as_arrays(tensors: Sequence[WireTensor]) -> Tensors | Refusal:
    """By name; fixed-size ones are read-only views of what came over the socket."""
    arrays = {}
    for tensor in tensors:
        array = _as_array(tensor)
        if isinstance(array, Refusal):
            return array
        arrays[tensor.name] = array
    return arrays


def as_wire(spec: TensorSpec, rows: Sequence[Tensor]) -> WireTensor:
    """The rows of one output as a tensor with the batch axis in front."""
    array = np.stack(rows)
    if spec.datatype is Datatype.BYTES:
        data = b"".join(_counted(each) for each in array.ravel())
    else:
        data = np.ascontiguousarray(array, DTYPES[spec.datatype]).tobytes()
    return WireTensor(spec.name, spec.datatype, array.shape, data)


def _as_array(tensor: WireTensor) -> Tensor | Refusal:
    count = math.prod(tensor.shape)
    if tensor.datatype is Datatype.BYTES:
        elements = _elements(tensor.data, count)
        if elements is None:
            return _wrong_size(tensor, f"{count} elements, each led by its length")
        array = np.empty(count, dtype=object)
        array[:] = elements
        return array.reshape(tensor.shape)
    dtype = DTYPES[tensor.datatype]
    if len(tensor.data) != count * dtype.itemsize:
        return _wrong_size(tensor, f"{count * dtype.itemsize} bytes for its shape and datatype")
    return np.frombuffer(tensor.data, dtype).reshape(tensor.shape)


def _wrong_size(tensor: WireTensor, expected: str) -> Refusal:
    return Refusal(f"tensor {tensor.name[:64]!r} holds {len(tensor.data)} bytes", expected)


def _elements(data: Part, count: int) -> list[bytes] | None:
    elements, at = [], 0
    for _ in range(count):
        if at + 4 > len(data):
            return None
        (length,) = struct.unpack_from("<I", data, at)
        at += 4 + length
        elements.append(bytes(data[at - length : at]))
    return elements if at == len(data) else None


def _counted(element: object) -> bytes:
    raw = element if isinstance(element, bytes) else str(element).encode()
    return struct.pack("<I", len(raw)) + raw
