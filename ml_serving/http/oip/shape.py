"""Names, shapes and datatypes of a v2 tensor, before any of its data is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from ml_serving.contract import Datatype

SIZES = {
    Datatype.BOOL: 1,
    Datatype.UINT8: 1,
    Datatype.INT32: 4,
    Datatype.INT64: 8,
    Datatype.FP32: 4,
    Datatype.FP64: 8,
}
"""Bytes of an element. BYTES elements say their own."""

MOST_AXES = 8
KNOWN = ", ".join(Datatype)


class Unreadable(ValueError):
    """A v2 request that is not one; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a tensor says of itself. `elements` is the product of `shape`."""

    name: str
    datatype: Datatype
    shape: tuple[int, ...]
    elements: int


def form_of(said: Mapping[str, Any]) -> Form:
    """Raises `Unreadable`."""
    name = said.get("name")
    if not isinstance(name, str) or not name:
        raise Unreadable("Every input has a name. Expected: a string.")
    try:
        datatype = Datatype(str(said.get("datatype")))
    except ValueError:
        raise Unreadable(f"Datatype of input '{name[:80]}'. Expected one of: {KNOWN}.") from None
    shape = said.get("shape")
    if not isinstance(shape, list) or not 1 <= len(shape) <= MOST_AXES:
        raise Unreadable(
            f"Shape of input '{name[:80]}'. Expected: 1 to {MOST_AXES} whole numbers, rows first."
        )
    if not all(type(size) is int and 0 <= size < 2**63 for size in shape):
        raise Unreadable(f"Shape of input '{name[:80]}'. Expected: whole numbers, none below 0.")
    if shape[0] < 1:
        raise Unreadable(f"Input '{name[:80]}' has no rows. Expected: one at least.")
    return Form(name, datatype, tuple(shape), prod(shape))
