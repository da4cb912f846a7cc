"""What the rights desk tells the house; all past, all frozen, no personal text."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A request came in, and its clock runs; told to who asked. `kind` is a CaseKind."""

    topic: ClassVar[str] = "governance.case_opened"
    version: ClassVar[int] = 1
    case_id: UUID
    kind: str
    applicant_id: UUID
    subject_id: UUID
    last_day: date


@dataclass(frozen=True, slots=True)
class CaseAnswered:
    """There is an answer, a refusal too; `state` is a CaseState."""

    topic: ClassVar[str] = "governance.case_answered"
    version: ClassVar[int] = 1
    case_id: UUID
    kind: str
    applicant_id: UUID
    subject_id: UUID
    state: str


@dataclass(frozen=True, slots=True)
class CaseExtended:
    """The answer takes until `last_day`; the reason lies with the case."""

    topic: ClassVar[str] = "governance.case_extended"
    version: ClassVar[int] = 1
    case_id: UUID
    kind: str
    applicant_id: UUID
    last_day: date


@dataclass(frozen=True, slots=True)
class CaseWaits:
    """The case waits for the applicant (a proof, or the rest of a draft): a reminder."""

    topic: ClassVar[str] = "governance.case_waits"
    version: ClassVar[int] = 1
    case_id: UUID
    kind: str
    applicant_id: UUID
    state: str


@dataclass(frozen=True, slots=True)
class CaseDueSoon:
    """To the officers: three days, then one day, are left."""

    topic: ClassVar[str] = "governance.case_due_soon"
    version: ClassVar[int] = 1
    case_id: UUID
    kind: str
    last_day: date
    days_left: int


@dataclass(frozen=True, slots=True)
class CaseOverdue:
    """To the officers and the DPO: the last day is over."""

    topic: ClassVar[str] = "governance.case_overdue"
    version: ClassVar[int] = 1
    case_id: UUID
    kind: str
    last_day: date


@dataclass(frozen=True, slots=True)
class ExportReady:
    """A copy can be fetched until `until`."""

    topic: ClassVar[str] = "governance.export_ready"
    version: ClassVar[int] = 1
    export_id: UUID
    case_id: UUID
    person_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class PersonErased:
    """Nothing of this person is left but what the law keeps; an id, and no more."""

    topic: ClassVar[str] = "governance.person_erased"
    version: ClassVar[int] = 1
    subject_id: UUID
    case_id: UUID


@dataclass(frozen=True, slots=True)
class BreachDueSoon:
    """To the DPO: the 72 hours of a breach are nearly over."""

    topic: ClassVar[str] = "governance.breach_due_soon"
    version: ClassVar[int] = 1
    urgent: ClassVar[bool] = True
    breach_id: UUID
    due_at: datetime


@dataclass(frozen=True, slots=True)
class BreachOverdue:
    """To the DPO: the 72 hours of a breach are over."""

    topic: ClassVar[str] = "governance.breach_overdue"
    version: ClassVar[int] = 1
    urgent: ClassVar[bool] = True
    breach_id: UUID
    due_at: datetime
