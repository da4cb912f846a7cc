"""One delivery that was given up, as operators see it: ids, times and codes, and no words."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from notifications.channel import Channel
from notifications.lanes import Lane


class Hindrance(StrEnum):
    """Why a dead letter cannot be tried anew."""

    EXPIRED = "expired"
    """It is news no more: an old alarm would frighten."""
    RETRACTED = "retracted"
    """It was taken back since."""
    STOPPED = "stopped"
    """Its campaign was cancelled, or stands still."""


@dataclass(frozen=True, slots=True)
class Key:
    """A delivery's name; newer events sort later."""

    event_id: UUID
    device_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which dead letters; what is None is not asked for, and nothing asked for is all of them.

    `reason` is the whole of it, as the list shows it.
    """

    reason: str | None = None
    channel: Channel | None = None
    lane: Lane | None = None
    event_id: UUID | None = None
    device_id: UUID | None = None


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """`hindrance` is None for what can be tried anew; `given_up_at` when it became one."""

    key: Key
    person_id: UUID = field(repr=False)
    channel: Channel
    lane: Lane
    reason: str
    attempts: int
    created_at: datetime
    given_up_at: datetime
    expires_at: datetime
    hindrance: Hindrance | None


@dataclass(frozen=True, slots=True)
class Page:
    """Newest first; `next_after` goes on behind the last one, None where there is no more."""

    letters: tuple[DeadLetter, ...]
    next_after: Key | None


@dataclass(frozen=True, slots=True)
class Round:
    """One stretch of a deed: how many it was done to, the rest by why not, where to go on.

    Nothing done and nothing left: there was no such dead letter (any more).
    """

    done: int
    left: Counter[Hindrance] = field(default_factory=Counter)
    next_after: Key | None = None


@dataclass(frozen=True, slots=True)
class MayNotOperate:
    """The control room's operators see and handle what was given up, and nobody else."""


@dataclass(frozen=True, slots=True)
class NoSuchDeadLetter:
    """There never was one, or somebody has handled it."""
