"""Outside help of care: a model that learns the rhythm of one person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType, Protocol

from domains.care.cases.emergency import Callee as Callee
from domains.care.cases.emergency import EmergencyEnding as EmergencyEnding
from domains.care.cases.emergency import EmergencyEvent as EmergencyEvent
from domains.care.cases.emergency import EmergencyService as EmergencyService
from domains.care.cases.emergency import NotTaken as NotTaken
from domains.care.cases.emergency import Relation as Relation
from domains.care.cases.emergency import TakenBy119 as TakenBy119
from domains.care.cases.picture_cleaner import PictureCleaner as PictureCleaner
from domains.kernel.provenance import NoAnswer, Provenance
from domains.kernel.text import Locale

Rhythm = NewType("Rhythm", str)
"""What the model has learnt of one person, of a constant size. It means something to the model
alone, and is personal data: the caller seals it."""


ONE_A_MONTH: Final = 1.0
"""False alarms a person-month, where nobody says otherwise."""


class SignKind(StrEnum):
    MOTION = "motion"
    DOOR = "door"
    POWER = "power"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of life. `sensor` tells one of a kind from another in the same home."""

    at: datetime
    kind: SignKind
    sensor: str


class DeafCause(StrEnum):
    """Why silence says nothing for a while."""

    HOME = "home"
    """Its devices were not heard: no power, no network, or nothing that would show life."""
    OURS = "ours"
    """A door of our own did not listen, for the whole city."""
    PAUSED = "paused"
    """Hospital or travel, as was said."""
    VISIT = "visit"
    """Somebody is with her, as was said: what stirs may be theirs, and she is not alone."""
    ANSWERED = "answered"
    """She said herself that all is well: the silence before it was none."""


@dataclass(frozen=True, slots=True)
class Deaf:
    """A time in which silence says nothing, mostly because a home could not be heard."""

    since: datetime
    until: datetime
    cause: DeafCause = DeafCause.HOME


@dataclass(frozen=True, slots=True)
class Reason:
    """A code for the catalogues, and its figure where there is one; the code says the unit."""

    code: str
    figure: float | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """How long somebody has been quiet while they could be heard, in seconds.

    `too_long_in_s` is when that would be too long, 0 where it is; None: not within a day.
    `rhythm` None: nothing was learnt from the new signs. Offer them again next time. `reasons` are
    the judge's own, so that whoever is woken reads why.
    """

    quiet_s: float
    too_long_in_s: float | None
    rhythm: Rhythm | None
    by: Provenance
    reasons: tuple[Reason, ...] = ()

    @property
    def is_too_long(self) -> bool:
        return self.too_long_in_s == 0


@dataclass(frozen=True, slots=True)
class StillLearning:
    """The model does not know this person well enough to judge; `rhythm` is what it has learnt."""

    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class RhythmUnreadable:
    """The rhythm is another version's, or was damaged: begin anew from the signs that are kept."""


Judgement = Quiet | StillLearning | RhythmUnreadable | NoAnswer


class RhythmModel(Protocol):
    """Judges silence by a person's own rhythm. Faults of the network are answers."""

    async def judge(
        self,
        rhythm: Rhythm | None,
        new: Sequence[Sign],
        *,
        deaf: Sequence[Deaf],
        now: datetime,
        within_s: float,
        budget_per_month: float = ONE_A_MONTH,
    ) -> Judgement:
        """`rhythm` None begins a person; `new` are not in it yet, and no older than half an hour
        before the last judgement's `now`. `deaf` covers the time since then. `budget_per_month` is
        how often a living person may be called too quiet: more of it is more sensitive."""


@dataclass(frozen=True, slots=True)
class PrintedPlan:
    """What stands on the page of a care plan. `contacts` are in order, each with a `Depth`'s
    value, as the offices have one; the words for them are the printer's, in her language."""

    locale: Locale
    printed_at: datetime
    name: str = field(repr=False)
    own_words: str | None = field(repr=False)
    contacts: Sequence[tuple[str, str]] = field(repr=False)
    worker: str | None = field(repr=False)
    worker_depth: str
    centre: str
    centre_depth: str
    location_in_emergency: bool


class PlanPrinter(Protocol):
    """Prints in large type."""

    def pdf(self, plan: PrintedPlan) -> bytes:
        """A4, at least 18 points."""


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a month; `colour` is a `Colour`'s value, the rest is in the reader's words."""

    day: date
    colour: str
    said: str
    asked: int
    answered: int
    kinds: tuple[str, ...]
    is_usual: bool


@dataclass(frozen=True, slots=True)
class PrintedMonth:
    """What stands on the page of a month, as deep as its reader may see; never where she was.
    `days` are those that are over: none on the first."""

    locale: Locale
    printed_at: datetime
    name: str = field(repr=False)
    month: date
    asked: int
    answered: int
    cases: int
    shows_reasons: bool
    days: Sequence[MonthDay]


class MonthPrinter(Protocol):
    """Prints a month: a calendar in words and colours, and the days that were not as usual."""

    def pdf(self, month: PrintedMonth) -> bytes:
        """A4, one page where it fits."""
