"""Tensor data from JSON lists to the bytes of the wire, and from those back to JSON."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from struct import Struct
from typing import Any, TypeAlias

import numpy as np

from ml_serving.contract import Datatype
from ml_serving.host import WireTensor
from ml_serving.http.oip.shape import Form, Unreadable

Kinds: TypeAlias = AbstractSet[type]
DTYPES = {
    Datatype.BOOL: np.dtype("?"),
    Datatype.UINT8: np.dtype("u1"),
    Datatype.INT32: np.dtype("<i4"),
    Datatype.INT64: np.dtype("<i8"),
    Datatype.FP32: np.dtype("<f4"),
    Datatype.FP64: np.dtype("<f8"),
}
LENGTH = Struct("<I")
FLOATS: Kinds = {int, float}
WHOLE: Kinds = {int}
TRUTHS: Kinds = {bool}
STRINGS: Kinds = {str}
TAKEN: Mapping[Datatype, Kinds] = {
    Datatype.BOOL: TRUTHS,
    Datatype.UINT8: WHOLE,
    Datatype.INT32: WHOLE,
    Datatype.INT64: WHOLE,
    Datatype.FP32: FLOATS,
    Datatype.FP64: FLOATS,
    Datatype.BYTES: STRINGS,
}


def from_json(form: Form, data: Any) -> WireTensor:
    """A tensor whose data stood in the JSON, flat or nested as its shape. Raises `Unreadable`."""
    flat = _flat(form, data)
    if not set(map(type, flat)) <= TAKEN[form.datatype]:
        raise Unreadable(f"Data of input '{form.name}'. Expected: {form.datatype} elements only.")
    packed = _packed_strings(flat) if form.datatype is Datatype.BYTES else _packed(form, flat)
    return WireTensor(form.name, form.datatype, form.shape, packed)


def _flat(form: Form, data: Any) -> list[Any]:
    """The elements in row-major order: an axis is unfolded as long as there are lists."""
    if not isinstance(data, list):
        raise Unreadable(f"Data of input '{form.name}'. Expected: a list.")
    level = data
    for size in form.shape[1:]:
        if not level or type(level[0]) is not list:
            break
        if set(map(type, level)) != {list} or set(map(len, level)) != {size}:
            raise _does_not_fit(form)
        level = list(chain.from_iterable(level))
    if len(level) != form.elements:
        raise _does_not_fit(form)
    return level


def _does_not_fit(form: Form) -> Unreadable:
    return Unreadable(
        f"Data of input '{form.name}' does not fit its shape. Expected: {form.elements} elements, "
        f"flat or nested as {list(form.shape)}."
    )


def _packed(form: Form, flat: Sequence[Any]) -> bytes:
    try:
        with np.errstate(over="ignore"):
            array = np.array(flat, dtype=DTYPES[form.datatype])
    except (OverflowError, ValueError, TypeError):
        raise _beyond(form) from None
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise _beyond(form)
    return array.tobytes()


def _beyond(form: Form) -> Unreadable:
    return Unreadable(f"Data of input '{form.name}' is beyond {form.datatype}.")


def _packed_strings(flat: Sequence[str]) -> bytes:
    raw = [text.encode() for text in flat]
    return b"".join(LENGTH.pack(len(each)) + each for each in raw)


def lengths_add_up(data: memoryview, elements: int) -> bool:
    """Whether BYTES data is `elements` lengths with as many bytes each, and nothing after."""
    at, size = 0, len(data)
    for _ in range(elements):
        if at + 4 > size:
            return False
        at += 4 + LENGTH.unpack_from(data, at)[0]
    return at == size


def to_json(tensor: WireTensor) -> Any:
    """Flat data for orjson. Raises `Unreadable` for BYTES that are no UTF-8."""
    if tensor.datatype is Datatype.BYTES:
        return [_text(each, tensor.name) for each in _strings(memoryview(tensor.data))]
    return np.frombuffer(tensor.data, dtype=DTYPES[tensor.datatype])


def _strings(data: memoryview) -> list[bytes]:
    found, at = [], 0
    while at < len(data):
        end = at + 4 + LENGTH.unpack_from(data, at)[0]
        found.append(bytes(data[at + 4 : end]))
        at = end
    return found


def _text(raw: bytes, name: str) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Unreadable(
            f"Output '{name}' holds bytes that are no text. Expected: binary_data for it."
        ) from None
