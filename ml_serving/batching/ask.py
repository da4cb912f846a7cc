"""One request for a prediction, as it comes from the wire and goes to a worker: unread."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from ml_serving.contract import Datatype


class Priority(IntEnum):
    """Who goes first where not all can. A lower class is passed over, never forgotten."""

    SAFETY = 0
    """A child before a car: school-zone vision, a missing sign of life."""
    INTERACTIVE = 1
    """Somebody waits in front of a screen."""
    BACKGROUND = 2
    """Nightly forecasts, re-computations: nobody waits."""


@dataclass(frozen=True, slots=True)
class WireTensor:
    """A tensor of the Open Inference Protocol as it lies on the wire: little-endian, row-major.

    BYTES elements are each led by their length as four bytes, as the binary tensor extension has
    it; BOOL is one byte each.
    """

    name: str
    datatype: Datatype
    shape: tuple[int, ...]
    data: bytes | memoryview


@dataclass(frozen=True, slots=True)
class RawInput:
    """One item as it came to `/predictions`; the worker reads it."""

    body: bytes
    content_type: str

    @property
    def rows(self) -> int:
        return 1


@dataclass(frozen=True, slots=True)
class TensorInput:
    """A v2 request: `rows` items, the first axis of every tensor."""

    tensors: Sequence[WireTensor]
    rows: int


Input: TypeAlias = RawInput | TensorInput


@dataclass(frozen=True, slots=True)
class Ask:
    """`version` None asks for the default. `deadline` is `time.monotonic()` seconds, after which
    nobody wants the answer; None takes the version's own patience. `priority` None takes the
    model's own class."""

    name: str
    content: Input
    version: str | None = None
    deadline: float | None = None
    priority: Priority | None = None
