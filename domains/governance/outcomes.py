"""Answers that many use cases of the desk share."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domains.governance.models import Case
from domains.governance.vocabulary import CaseState


@dataclass(frozen=True, slots=True)
class Stepped:
    """The case stands here now; `due_at` is when its term is over."""

    case_id: UUID
    state: CaseState
    due_at: datetime | None

    @classmethod
    def of(cls, case: Case) -> "Stepped":
        return cls(case.id, case.state, case.due_at)


@dataclass(frozen=True, slots=True)
class NotPossible:
    """Not in this state, or not by this law; nothing changed."""

    state: CaseState


@dataclass(frozen=True, slots=True)
class NotYours:
    """No person, or no case, that the actor may speak for or handle: the two look alike."""


@dataclass(frozen=True, slots=True)
class NotProved:
    """The sign-in is not fresh enough to prove anything: sign in once more."""


@dataclass(frozen=True, slots=True)
class ResidentNumberRefused:
    """The text shows a resident registration number; nothing of it was stored."""


@dataclass(frozen=True, slots=True)
class TooMany:
    """So many are open already."""

    most: int


StepOutcome = Stepped | NotPossible | NotYours
