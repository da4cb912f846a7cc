"""What a run is judged by: everything seen, the bounds, and what was found."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from infra.chaos.care.found_dong import Dong
from infra.chaos.care.ladder import Way
from infra.chaos.care.log import Story, Struck
from infra.chaos.care.tables import CaseRow

STEP_WITHIN = timedelta(seconds=15)
"""From when a step is due until it is taken: a killed server is back within it."""

SHOWN_WITHIN = timedelta(seconds=30)
"""From a step until the phones of those whom it asks."""

RINGS_WITHIN = timedelta(seconds=45)
"""A telephone after its time, which begins with the step: the push comes first."""

EARLY = timedelta(milliseconds=50)
IN_FLIGHT = timedelta(seconds=1)
"""What had left the house when somebody took the case may still arrive."""

HELD_BACK = timedelta(seconds=5)
"""A step that somebody takes so soon may never have been told."""

AFTER_WITHIN = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Notice:
    """What one phone showed; `at` by the house's clock."""

    token: str
    event_id: str
    category: str
    shown_times: int
    alerts: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Ring:
    """What one telephone got: a text message or a call."""

    way: Way
    event_id: str
    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that is judged. `dispatched`: how often 119 was told, by its event's id; `left`:
    blows that were planned and never fell."""

    dong: Dong
    stories: Sequence[Story]
    struck: Sequence[Struck]
    cases: Sequence[CaseRow]
    notices: Sequence[Notice]
    dispatched: Mapping[UUID, int]
    given_up: int
    ended_at: datetime
    rings: Sequence[Ring] = ()
    left: Sequence[str] = ()


@dataclass(slots=True)
class CareVerdict:
    """`faults` by kind, each with what to look for; empty is the only pass."""

    steps: Counter[str] = field(default_factory=Counter)
    asks: int = 0
    rang: Counter[str] = field(default_factory=Counter)
    told_119: int = 0
    told_119_again: int = 0
    steps_late_s: list[float] = field(default_factory=list)
    shown_late_s: list[float] = field(default_factory=list)
    rang_late_s: list[float] = field(default_factory=list)
    after_taken_s: list[float] = field(default_factory=list)
    """The last showing of each case that was taken, after that was answered; negative: before."""
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def passed(self) -> bool:
        return not any(self.faults.values())
