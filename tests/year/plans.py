"""Who lives in the simulated city, and what each of them will do when. Names are their keys."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domains.consent.public import Purpose
from domains.governance.public import CaseKind


@dataclass(frozen=True)
class Order:
    """One run: the same seed gives the same city, the same acts and the same outages."""

    seed: int
    first: date
    last: date
    """The day after the last one that is lived through."""
    children: int
    adults: int
    cases: int
    outages: int
    early: date | None = None
    """A leap day years before `first`, on whose days some gave their consent."""


@dataclass(frozen=True)
class Guardian:
    key: str
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Yes:
    """A yes, until a term, a withdrawal, or the law ends it. `by` is who says it."""

    purpose: Purpose
    given_at: datetime
    by: str
    term: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Child:
    """Under fourteen, with guardians who said yes; `own` are the words of its own, later."""

    key: str
    born: date
    guardians: tuple[Guardian, ...]
    yeses: tuple[Yes, ...]
    own: tuple[Yes, ...] = ()
    corrected: tuple[datetime, date] | None = None
    carries_phone: bool = False


@dataclass(frozen=True)
class Advert:
    """A yes to advertising and what is said to the question every two years.

    `answer` is "yes", "no" or None for silence; `answers_after_h` counts from the question.
    """

    yes: Yes
    answer: str | None
    answers_after_h: int = 0


@dataclass(frozen=True)
class Adult:
    key: str
    born: date
    adverts: tuple[Advert, ...] = ()
    yeses: tuple[Yes, ...] = ()


@dataclass(frozen=True)
class CasePlan:
    """One request at the rights desk; `steps` are (moment, what the desk or the person does)."""

    key: str
    applicant: str
    kind: CaseKind
    opened_at: datetime
    steps: tuple[tuple[datetime, str], ...] = ()


@dataclass(frozen=True)
class BreachPlan:
    key: str
    opened_at: datetime
    found_at: datetime
    told_at: datetime | None


@dataclass(frozen=True)
class Officer:
    """`role` is "officer" or "dpo"; an office with an end is over with that moment."""

    key: str
    role: str
    ends_at: datetime | None = None


@dataclass(frozen=True)
class InvitationPlan:
    """Made, and typed in at `typed_at`, in time or a second too late."""

    key: str
    made_at: datetime
    typed_at: datetime
    in_time: bool


@dataclass(frozen=True)
class CopyPlan:
    """A copy of somebody's data, asked for at a moment; it may be fetched for seven days."""

    key: str
    applicant: str
    asked_at: datetime


@dataclass(frozen=True)
class Reworded:
    """From `since` another text is shown; older consents stand until `older_until`."""

    purpose: Purpose
    since: date
    older_until: datetime


@dataclass(frozen=True)
class Outage:
    """No worker lives from `begins` up to `ends`."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Plans:
    order: Order
    children: tuple[Child, ...]
    adults: tuple[Adult, ...]
    cases: tuple[CasePlan, ...]
    breaches: tuple[BreachPlan, ...]
    officers: tuple[Officer, ...]
    invitations: tuple[InvitationPlan, ...]
    copies: tuple[CopyPlan, ...]
    reworded: tuple[Reworded, ...]
    outages: tuple[Outage, ...] = field(default=())

    def back_at(self, moment: datetime) -> datetime:
        """When a worker first lives from `moment` on."""
        for outage in self.outages:
            if outage.begins <= moment < outage.ends:
                return outage.ends
        return moment
