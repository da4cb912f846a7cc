"""Outside help of the streets: a model that looks at one camera's frames."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domains.kernel.provenance import NoAnswer, Predicted


class Kind(StrEnum):
    """What may stand on a crossing, as far as the model's weights know it."""

    PERSON = "person"
    BICYCLE = "bicycle"
    CAR = "car"
    BUS = "bus"
    TRUCK = "truck"


@dataclass(frozen=True, slots=True)
class Box:
    """In pixels of the frame, turned upright as its EXIF says; from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Seen:
    """`score` is the model's own, in 0…1, and no probability."""

    kind: Kind
    box: Box
    score: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one frame shows. Nothing seen is no proof that nobody is there."""

    seen: tuple[Seen, ...]
    by: Predicted


class CrossingEyes(Protocol):
    """Looks at a frame. Faults of the network are answers, not exceptions."""

    async def look(self, frame: bytes, *, within_s: float) -> Sighting | NoAnswer:
        """`frame` is a whole JPEG or PNG."""
