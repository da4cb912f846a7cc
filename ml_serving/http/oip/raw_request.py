"""Triton's raw binary request: `Inference-Header-Content-Length: 0`, and nothing but the data of a
model's only input, one row. A picture can be asked about as it is.
"""

from collections.abc import Sequence
from math import prod

from ml_serving.contract import Datatype, TensorSpec
from ml_serving.host import TensorInput, WireTensor
from ml_serving.http.oip.inference_request import InferenceRequest
from ml_serving.http.oip.shape import SIZES, Unreadable
from ml_serving.http.oip.written_tensor import LENGTH
from ml_serving.http.wishes import Wishes


def read_raw(specs: Sequence[TensorSpec], body: bytes, *, wishes: Wishes) -> InferenceRequest:
    """All outputs, as JSON. Raises `Unreadable`."""
    if len(specs) != 1:
        raise Unreadable(
            f"The model has {len(specs)} inputs. Expected: JSON before the binary data, and its "
            "length in Inference-Header-Content-Length."
        )
    return InferenceRequest("", TensorInput([_only_row(specs[0], body)], 1), (), False, wishes)


def nothing(wishes: Wishes) -> InferenceRequest:
    """For a model that is not here: whoever is asked says so, and reads no input."""
    return InferenceRequest("", TensorInput((), 1), (), False, wishes)


def _only_row(spec: TensorSpec, body: bytes) -> WireTensor:
    if spec.datatype is Datatype.BYTES:
        shape = (1,) * len(spec.shape)
        return WireTensor(spec.name, spec.datatype, shape, LENGTH.pack(len(body)) + body)
    return WireTensor(spec.name, spec.datatype, _shape(spec, len(body)), body)


def _shape(spec: TensorSpec, size: int) -> tuple[int, ...]:
    """One row; at most one other axis may be of any size, which the bytes tell."""
    inner = spec.shape[1:]
    row = SIZES[spec.datatype] * prod(side for side in inner if side >= 0)
    free = inner.count(-1)
    fits = row > 0 and size > 0 and size % row == 0 and (free == 1 or size == row)
    if free > 1 or not fits:
        raise Unreadable(
            f"{size} bytes are no row of {spec.name}, {spec.datatype}, {list(spec.shape)}. "
            f"Expected: a multiple of {row} with at most one axis of any size beside the rows."
        )
    return (1, *(size // row if side < 0 else side for side in inner))
