"""The wire format of Protocol Buffers, as far as reading a message takes it.

https://protobuf.dev/programming-guides/encoding
"""

from collections.abc import Iterator
from typing import TypeAlias

Field: TypeAlias = tuple[int, int | memoryview]
"""A field's number and its value: an integer where it is a varint, else its bytes."""

_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5
_FIXED = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}


class BrokenMessage(ValueError):
    """The bytes break off, or use what no message of today's kind does."""


def fields_of(message: memoryview) -> Iterator[Field]:
    """The message's fields in their order. Raises `BrokenMessage`."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        if key & 7 == _VARINT:
            number, at = _varint(message, at)
            yield key >> 3, number
        else:
            size, at = _size(message, at, wire_type=key & 7)
            yield key >> 3, message[at : at + size]
            at += size


def _size(message: memoryview, at: int, *, wire_type: int) -> tuple[int, int]:
    if wire_type == _LENGTH:
        size, at = _varint(message, at)
    elif wire_type in _FIXED:
        size = _FIXED[wire_type]
    else:
        raise BrokenMessage(f"wire type {wire_type} is not read here")
    if at + size > len(message):
        raise BrokenMessage("a field runs over the end")
    return size, at


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(message):
            raise BrokenMessage("a number breaks off")
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
    raise BrokenMessage("a number of more than ten bytes")
