"""What cases tell the house. Neither names nor words travel in events.

All that happens to one senior happens in turn.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from domains.care.cases.vocabulary import CaseEnd, ConcernKind, Gap, Level, Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """Something was noticed about somebody. Boards and lists change; nobody is asked yet."""

    topic: ClassVar[str] = "care.case_opened"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    case_id: UUID
    senior_id: UUID
    kind: ConcernKind
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """People are asked now: whom, `CaseAsked` says at the moment of telling."""

    topic: ClassVar[str] = "care.case_step_taken"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"
    urgent: ClassVar[bool] = True

    step_id: UUID
    case_id: UUID
    senior_id: UUID
    kind: ConcernKind
    level: Level
    rung: Rung
    observed_at: datetime
    late: bool
    """It comes from a backlog: say so."""
    again: bool
    """Somebody had taken the case, and was silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFound:
    """A step had nobody to ask, and the next one was taken at once."""

    topic: ClassVar[str] = "care.case_gap_found"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    case_id: UUID
    senior_id: UUID
    gap: Gap
    dong_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWentOver:
    """She moved, or her dong went to another centre: it stands on another board from now on, and
    on that of `from_centre_id` no more. Urgent: her successors' step waits for it in turn."""

    topic: ClassVar[str] = "care.case_went_over"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"
    urgent: ClassVar[bool] = True

    case_id: UUID
    senior_id: UUID
    from_centre_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTaken:
    """Somebody has it: what rings elsewhere falls silent."""

    topic: ClassVar[str] = "care.case_taken"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"
    urgent: ClassVar[bool] = True

    case_id: UUID
    senior_id: UUID
    taken_by: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SheAsked:
    """She asked for help, or to be called, while somebody has her case: whoever has it still at
    the moment of telling hears of it."""

    topic: ClassVar[str] = "care.case_she_asked"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"
    urgent: ClassVar[bool] = True

    case_id: UUID
    senior_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorCorrected:
    """Her address was wrong while somebody has her case, and may have read it: whoever has it still
    at the moment of telling hears of it."""

    topic: ClassVar[str] = "care.case_door_corrected"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"
    urgent: ClassVar[bool] = True

    case_id: UUID
    senior_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEnded:
    """It is over; `ended_by` None where she, her home or the end of her care ended it."""

    topic: ClassVar[str] = "care.case_ended"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"
    urgent: ClassVar[bool] = True

    case_id: UUID
    senior_id: UUID
    end: CaseEnd
    ended_by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyNotSent:
    """119's own system does not answer, and does not know where to go: it has nothing yet, a word
    without her address, or an address that was wrong. Somebody must telephone."""

    topic: ClassVar[str] = "care.emergency_not_sent"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"
    urgent: ClassVar[bool] = True

    call_id: UUID
    case_id: UUID
    senior_id: UUID
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionGiven:
    """119 took a call in which it was told where she cried; the place itself travels nowhere."""

    topic: ClassVar[str] = "care.position_given"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"

    case_id: UUID
    senior_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencySentAfterAll:
    """119 took a call of which people had heard that it could not be sent: nobody needs to
    telephone any more."""

    topic: ClassVar[str] = "care.emergency_sent_after_all"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "senior_id"
    urgent: ClassVar[bool] = True

    call_id: UUID
    case_id: UUID
    senior_id: UUID
