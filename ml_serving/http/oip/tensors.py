"""The input tensors of a v2 request, out of its JSON and the binary data that follows."""

from collections.abc import Mapping, Sequence
from typing import Any

from ml_serving.contract import Datatype
from ml_serving.host import WireTensor
from ml_serving.http.oip.shape import SIZES, Form, Unreadable, form_of
from ml_serving.http.oip.written_tensor import from_json, lengths_add_up

MOST_STRINGS = 65_536


def tensors_of(inputs: Sequence[Mapping[str, Any]], binary: memoryview) -> Sequence[WireTensor]:
    """Each input in order; the binary data is used up exactly. Raises `Unreadable`."""
    found, at = [], 0
    for said in inputs:
        form = form_of(said)
        size = _binary_size(said, form)
        if size is None:
            found.append(from_json(form, said.get("data")))
            continue
        if at + size > len(binary):
            raise Unreadable(
                f"Binary data of input '{form.name}' is cut off: {size} bytes were told."
            )
        found.append(_from_binary(form, binary[at : at + size]))
        at += size
    if at != len(binary):
        raise Unreadable(
            f"{len(binary) - at} bytes follow that belong to no input. "
            "Expected: the sum of binary_data_size."
        )
    return found


def _binary_size(said: Mapping[str, Any], form: Form) -> int | None:
    parameters = said.get("parameters", {})
    if not isinstance(parameters, dict):
        raise Unreadable(f"parameters of input '{form.name}'. Expected: an object.")
    if "shared_memory_region" in parameters:
        raise Unreadable("Shared memory is not spoken here. Expected: data or binary_data_size.")
    size = parameters.get("binary_data_size")
    if size is None:
        return None
    if "data" in said:
        raise Unreadable(f"Input '{form.name}' has data twice. Expected: in JSON or in binary.")
    if type(size) is not int or size < 0:
        raise Unreadable(f"binary_data_size of input '{form.name}'. Expected: whole bytes.")
    return size


def _from_binary(form: Form, data: memoryview) -> WireTensor:
    if form.datatype is Datatype.BYTES:
        if form.elements > MOST_STRINGS or not lengths_add_up(data, form.elements):
            raise Unreadable(
                f"BYTES of input '{form.name}'. Expected: {form.elements} elements (at most "
                f"{MOST_STRINGS}), each led by its length as 4 bytes, little-endian."
            )
    elif len(data) != form.elements * SIZES[form.datatype]:
        raise Unreadable(
            f"Binary data of input '{form.name}' has {len(data)} bytes. Expected: "
            f"{str(form.elements * SIZES[form.datatype])[:40]} for {form.datatype} of its shape."
        )
    return WireTensor(form.name, form.datatype, form.shape, data)
