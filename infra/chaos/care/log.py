"""What was done from outside, and when by the house's clock: the truth of a run."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from infra.chaos.care.ladder import Beat, Kind


@dataclass(frozen=True, slots=True)
class Span:
    """An act took effect somewhere in here: from its first try until it was answered."""

    since: datetime
    until: datetime


class Deed(StrEnum):
    TAKEN = "taken"
    CONFIRMED = "confirmed"
    """A human's word that 119 may be told."""
    CLOSED = "closed"
    FINE = "fine"
    """She pressed the key of her telephone that says so."""
    CALLED_FOR_HELP = "called_for_help"
    """The other key."""


@dataclass(frozen=True, slots=True)
class Done:
    deed: Deed
    span: Span


@dataclass(slots=True)
class Story:
    """All that was done about one senior."""

    senior: UUID
    name: str
    kind: Kind
    raised: Span | None = None
    done: list[Done] = field(default_factory=list)

    def did(self, deed: Deed, span: Span) -> None:
        self.done.append(Done(deed, span))


@dataclass(frozen=True, slots=True)
class Struck:
    """A kill: when it began by the house's clock, and next to what of whose case. `due`: when that
    was due, where it had its time."""

    victim: str
    side: str
    beat: Beat
    senior: UUID
    at: datetime
    due: datetime | None = None
