"""What 119 is told, and what it answers: the words of the port."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domains.care.cases.position import Position
from domains.care.cases.vocabulary import CallEnding, ConcernKind


class Relation(StrEnum):
    """What somebody whom 119 may call is to her."""

    GUARDIAN = "guardian"
    CARE_WORKER = "care_worker"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody who knows more, or has a key. The number in E.164."""

    relation: Relation
    name: str = field(repr=False)
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyEvent:
    """What, where, whom to call, how to get in. `call_id` is the same at every attempt.

    None where a word cannot be opened for now: it goes out without, and is told again with it.
    `position` is where her phone was when she cried for help, if she agreed to that: she may lie
    there, and not at her address. `lacks_position`: there is one that could not be opened for now.
    `late`: it happened long before it was told, as a backlog came in.
    """

    call_id: UUID
    kind: ConcernKind
    observed_at: datetime
    late: bool
    confirmed_by_human: bool
    name: str | None = field(repr=False)
    address: str | None = field(repr=False)
    key_box_note: str | None = field(repr=False)
    callees: tuple[Callee, ...] = ()
    position: Position | None = None
    is_complete: bool = True
    lacks_position: bool = False


@dataclass(frozen=True, slots=True)
class EmergencyEnding:
    """How a call ended of which they may have heard. `ending_id` is the same at every attempt."""

    ending_id: UUID
    call_id: UUID
    how: CallEnding
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class TakenBy119:
    """They have it, under a number of their own."""

    reference: str


class NotTaken(StrEnum):
    """Why 119's system did not take it."""

    SWITCHED_OFF = "switched_off"
    """This house has no link to 119: people telephone."""
    UNREACHABLE = "unreachable"
    TOO_LATE = "too_late"
    REFUSED = "refused"
    """It would not take what we sent: a fault of ours, or of the contract."""
    GARBLED = "garbled"
    FAULT = "fault"
    """Something broke on our side of the link."""


class EmergencyService(Protocol):
    """119's own system. Faults of the network are answers."""

    async def tell(self, event: EmergencyEvent, /) -> TakenBy119 | NotTaken:
        """The same `call_id` again is the same call, with what is known by now."""

    async def end(self, ending: EmergencyEnding, /) -> TakenBy119 | NotTaken:
        """The same `ending_id` again is the same end. Of a call that never came it is kept: should
        the call come later, nobody sets out."""
