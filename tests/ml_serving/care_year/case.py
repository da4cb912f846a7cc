"""One episode: she is asked, then her guardians, then the care worker, until somebody knows."""

from dataclasses import dataclass, replace
from typing import Final

from numpy.random import Generator

from domains.care.cases.ladder import WAITS
from domains.care.cases.vocabulary import ConcernKind, Rung
from domains.care.check_ins.rings import rings
from tests.ml_serving.care_year.household import Household, holds

MINUTE: Final = 60.0
COMPANION_S: Final = WAITS[Rung.COMPANION].total_seconds()
RINGS_S: Final = (0.0, *(ring.after.total_seconds() for ring in rings(WAITS[Rung.COMPANION])))
GUARDIAN_S: Final = WAITS[Rung.GUARDIAN].total_seconds()
WORKER_KNOWS_S: Final = 30 * MINUTE
NEVER: Final = float("inf")


@dataclass(frozen=True, slots=True)
class Case:
    """`guardian_at` None: she has none. `known_at` is when somebody knows that she is well, in
    words of hers or a guardian's; never, where she is not. Epoch seconds."""

    kind: ConcernKind
    asked_at: float
    guardian_at: float | None
    worker_at: float
    known_at: float

    @property
    def is_needless(self) -> bool:
        return self.known_at > self.worker_at

    def sooner(self, worker_at: float) -> "Case":
        """Graver: the care worker hears now, and so knows sooner."""
        if worker_at >= self.worker_at:
            return self
        known_at = self.known_at
        if known_at > worker_at and known_at < NEVER:
            known_at = worker_at + WORKER_KNOWS_S
        return replace(self, worker_at=worker_at, known_at=known_at)

    def in_vain(self, since: float) -> "Case":
        """She has fallen since: nobody will hear that she is well, and who was asked looks on."""
        return replace(self, known_at=NEVER, worker_at=max(self.worker_at, since))


def open_case(
    household: Household, kind: ConcernKind, asked_at: float, *, lies: bool, random: Generator
) -> Case:
    """As the product climbs its ladder (`domains.care.cases.ladder`)."""
    manners = household.manners
    first = asked_at + COMPANION_S
    worker_at = first + manners.guardians * GUARDIAN_S
    case = Case(kind, asked_at, first if manners.guardians else None, worker_at, NEVER)
    if lies:
        return case
    for ring_s in RINGS_S:
        rings_at = asked_at + ring_s
        answers_at = rings_at + MINUTE * random.exponential(manners.answers_in_min)
        if random.random() < _hears(household, rings_at) and answers_at < first:
            return replace(case, known_at=answers_at)
    for turn in range(manners.guardians):
        if random.random() < manners.guardian_settles:
            return replace(case, known_at=first + GUARDIAN_S * (turn + random.random()))
    return replace(case, known_at=worker_at + WORKER_KNOWS_S)


def _hears(household: Household, at: float) -> float:
    manners, record = household.manners, household.record
    if holds(record.asleep, at):
        return manners.hears_asleep
    return manners.hears_awake if holds(record.alone, at) else manners.hears_out
