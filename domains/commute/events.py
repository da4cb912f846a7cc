"""What commute tells the house. Neither positions nor names travel in events."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from domains.commute.vocabulary import CrossingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingRecorded:
    """A child entered or left a place. `at` is when, not when we learned of it."""

    topic: ClassVar[str] = "commute.crossing_recorded"
    version: ClassVar[int] = 2
    ordered_by: ClassVar[str] = "child_id"

    crossing_id: UUID
    visit_id: UUID
    child_id: UUID
    place_id: UUID
    is_school: bool
    kind: CrossingKind
    at: datetime
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingRetracted:
    """A late fix showed that a recorded crossing did not happen."""

    topic: ClassVar[str] = "commute.crossing_retracted"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "child_id"

    crossing_id: UUID
    visit_id: UUID
    child_id: UUID
    place_id: UUID
    kind: CrossingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingAmended:
    """A late fix moved a crossing in time; timelines change, nobody is alarmed again."""

    topic: ClassVar[str] = "commute.crossing_amended"
    version: ClassVar[int] = 1
    ordered_by: ClassVar[str] = "child_id"

    crossing_id: UUID
    child_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LateFixesCame:
    """Fixes came that are older than what was judged: judge the child's track again."""

    topic: ClassVar[str] = "commute.late_fixes_came"
    version: ClassVar[int] = 1

    child_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalMissed:
    """The bell rang on a school day and the child had not arrived."""

    topic: ClassVar[str] = "commute.arrival_missed"
    version: ClassVar[int] = 2

    watch_id: UUID
    child_id: UUID
    place_id: UUID
    day: date
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildTurnedUp:
    """A child who had been missed at the bell arrived after all."""

    topic: ClassVar[str] = "commute.child_turned_up"
    version: ClassVar[int] = 2

    watch_id: UUID
    child_id: UUID
    place_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SosRaised:
    """A child calls for help. The position stays in the row, under its consent."""

    topic: ClassVar[str] = "commute.sos_raised"
    version: ClassVar[int] = 1
    urgent: ClassVar[bool] = True

    sos_id: UUID
    child_id: UUID
    raised_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SosAcknowledged:
    """A person took the SOS; the alarm may go from the other phones."""

    topic: ClassVar[str] = "commute.sos_acknowledged"
    version: ClassVar[int] = 1

    sos_id: UUID
    child_id: UUID
    acknowledged_by: UUID
    acknowledged_at: datetime
