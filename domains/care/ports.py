"""Outside help of care: a model that learns the rhythm of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from domains.kernel.provenance import NoAnswer, Provenance

Rhythm = NewType("Rhythm", str)
"""What the model has learnt of one person, of a constant size. It means something to the version
that wrote it alone, and is personal data: the caller seals it."""


class SignKind(StrEnum):
    MOTION = "motion"
    DOOR = "door"
    POWER = "power"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of life."""

    at: datetime
    kind: SignKind


@dataclass(frozen=True, slots=True)
class Quiet:
    """How long somebody has been quiet, and how long they may be at this hour, in seconds.

    `rhythm` None: nothing was learnt from the new signs. Offer them again next time.
    """

    is_too_long: bool
    quiet_s: float
    limit_s: float
    rhythm: Rhythm | None
    by: Provenance


class RhythmModel(Protocol):
    """Judges silence by a person's own rhythm. Faults of the network are answers."""

    async def judge(
        self,
        rhythm: Rhythm | None,
        new: Sequence[Sign],
        *,
        now: datetime,
        within_s: float,
    ) -> Quiet | NoAnswer:
        """`rhythm` None begins a person; `new`, oldest first, are not in it yet."""
