"""What happened in one home over a year, by one way of looking after it."""

from dataclasses import dataclass, field

from domains.care.cases.vocabulary import ConcernKind
from tests.ml_serving.care_year.household import Incident


@dataclass(slots=True)
class Found:
    """Of one incident, in seconds after it: when a sign of hers was first missing, when she was
    asked, when somebody outside of the home heard (a guardian, a care worker or 119), and when a
    care worker did. None: not in two days.

    Until a sign is missing a home in which she lies is no different from one in which she rests."""

    incident: Incident
    missed_s: float
    asked_s: float | None = None
    heard_s: float | None = None
    worker_s: float | None = None


@dataclass(slots=True)
class Told:
    """`days` are those on which she lived her usual life and was looked after. The counts are of
    what was needless: questions to her, calls to a guardian, and what reached the care worker."""

    name: str
    days: float = 0.0
    found: list[Found] = field(default_factory=list)
    questions: int = 0
    guardian_calls: int = 0
    worker_alarms: dict[ConcernKind, int] = field(default_factory=dict)

    @property
    def needless(self) -> int:
        return sum(self.worker_alarms.values())

    def count_needless(self, kind: ConcernKind) -> None:
        self.worker_alarms[kind] = self.worker_alarms.get(kind, 0) + 1
