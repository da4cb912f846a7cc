"""Frames between the server and a worker: a kind, a number, and parts of bytes. Nothing is pickled.

A head of 20 bytes (little-endian: kind u8, three of padding, number u32, parts u32, bytes that
follow u64), the length of each part as u32, then the parts end to end. The socket is private and
both ends are ours; lengths are checked all the same, for a worker may have gone mad.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

Part: TypeAlias = bytes | memoryview

HEAD = struct.Struct("<BxxxIIQ")
LONGEST = 1 << 30
MOST_PARTS = 1 << 20


class Kind(IntEnum):
    """What a frame says. OPEN, LOAD and BATCH go to the worker, the others come from it."""

    OPEN = 1
    OPENED = 2
    LOAD = 3
    READY = 4
    FAILED = 5
    BATCH = 6
    ANSWERS = 7
    SEEN = 8


class BadFrame(ValueError):
    """The other side does not speak as it should; its socket is of no more use."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`number` joins the answers to their batch."""

    kind: Kind
    number: int
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Head:
    """What follows a head: the lengths of the parts, then the parts."""

    kind: Kind
    number: int
    parts: int
    length: int


def written(frame: Frame) -> list[Part]:
    """Head and lengths as one, then the parts untouched: nothing large is copied."""
    lengths = [len(part) for part in frame.parts]
    table = struct.pack(f"<{len(lengths)}I", *lengths)
    head = HEAD.pack(frame.kind, frame.number, len(lengths), len(table) + sum(lengths))
    return [head + table, *frame.parts]


def read_head(head: Part) -> Head:
    """Raises BadFrame."""
    kind, number, parts, length = HEAD.unpack(head)
    if parts > MOST_PARTS or not 4 * parts <= length <= LONGEST:
        raise BadFrame("a frame of impossible size")
    try:
        return Head(Kind(kind), number, parts, length)
    except ValueError:
        raise BadFrame("a frame of unknown kind") from None


def read_rest(head: Head, rest: memoryview) -> Frame:
    """The frame whose `length` bytes are `rest`; its parts are views of it. Raises BadFrame."""
    lengths = struct.unpack_from(f"<{head.parts}I", rest)
    at = 4 * head.parts
    if at + sum(lengths) != head.length:
        raise BadFrame("parts that do not fill their frame")
    parts = []
    for length in lengths:
        parts.append(rest[at : at + length])
        at += length
    return Frame(head.kind, head.number, parts)
