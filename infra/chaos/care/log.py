"""What was done from outside, and when by the house's clock: the truth of a run."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from infra.chaos.care.ladder import Kind, Step


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


@dataclass(frozen=True, slots=True)
class Struck:
    """A kill: when it began by the house's clock, and next to which step of whose case."""

    victim: str
    side: str
    step: Step
    senior: UUID
    at: datetime
