"""What is shown of a case, as deep as she lets its reader see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from domains.care.cases.concern import Signal
from domains.care.cases.vocabulary import (
    ActKind,
    CallEnding,
    CaseEnd,
    CaseState,
    ConcernKind,
    FalseAlarm,
    Level,
    Rung,
)
from domains.care.ports import Reason


@dataclass(frozen=True, slots=True)
class StepView:
    """One step that was taken, and how many were asked in it."""

    rung: Rung
    at: datetime
    asked: int


@dataclass(frozen=True, slots=True)
class ConcernView:
    """What was noticed. `signals` only for who sees sensors; `by` is a model's register entry
    and version, or the name of a rule; None for a plain fact. `reasons` say why, in codes that
    `views.say_reasons` puts into words; they, and a rule's name, go with the signals."""

    kind: ConcernKind
    observed_at: datetime
    late: bool
    by: Mapping[str, Any] | None
    signals: Sequence[Signal]
    reasons: Sequence[Reason] = ()


@dataclass(frozen=True, slots=True)
class ActView:
    """What somebody did. `by` is their name; `kind`, the note and `has_photo` only for who sees
    reasons: the others read in `settles` whether somebody knew how she was from then on."""

    id: UUID
    kind: ActKind | None
    settles: bool
    at: datetime
    by: str
    note: str | None = field(repr=False)
    has_photo: bool


@dataclass(frozen=True, slots=True)
class CallView:
    """A call to 119: `kind` only for who sees reasons; `reference` is theirs, None until they have
    taken it. `dropped_at` is when its case ended first; without a `sent_at` nothing ever went out.
    `ending` is what they are told of the end, `ending_taken_at` when they had that."""

    kind: ConcernKind | None
    asked_at: datetime
    sent_at: datetime | None
    taken_at: datetime | None
    reference: str | None
    dropped_at: datetime | None
    ending: CallEnding | None
    ending_taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """`kind`, `concerns`, `false_alarm` and what acts and calls were about only for who sees
    reasons. `next_at` is when something happens by itself; None once it is over. `as_of`: all that
    was noticed until then is known to who reads this. `may_confirm`: it waits for a human's word
    that 119 must come, and its reader's is one."""

    id: UUID
    as_of: datetime
    senior_id: UUID
    senior: str
    state: CaseState
    level: Level
    rung: Rung | None
    late: bool
    opened_at: datetime
    next_at: datetime | None
    taken_by: UUID | None
    taken_by_name: str | None
    taken_at: datetime | None
    life_at: datetime | None
    ended_at: datetime | None
    ended_how: CaseEnd | None
    false_alarm: FalseAlarm | None
    kind: ConcernKind | None
    steps: tuple[StepView, ...] = ()
    concerns: tuple[ConcernView, ...] = ()
    acts: tuple[ActView, ...] = ()
    calls: tuple[CallView, ...] = ()
    may_confirm: bool = False

    def is_in_hands_of(self, person_id: UUID | None) -> bool:
        """They took it, and it has not gone on to others since."""
        return self.state is CaseState.TAKEN and self.taken_by == person_id
