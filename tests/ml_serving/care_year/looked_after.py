"""One home through its year, looked after by the product's judgement or by a rival's.

What happens next, whichever comes first: an accident, the day's question or its end, the end of
a case, a look of the judge. A case ends where she answers, where a guardian or a worker knows, or
where she stirs.
"""

from dataclasses import dataclass
from typing import Final

from numpy.random import default_rng

from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.judgement.heard import Emergency
from tests.ml_serving.care_year.case import NEVER, Case, open_case
from tests.ml_serving.care_year.household import (
    AWAY_AFTER,
    DAY,
    HOUR,
    LIES_FOR,
    Household,
    Incident,
    next_of_hers,
)
from tests.ml_serving.care_year.judges import Judge, Looked, Raised
from tests.ml_serving.care_year.life import Life
from tests.ml_serving.care_year.told import Found, Told

CHECK_IN_S: Final = 2 * HOUR
"""With a reminder in between; any sign of life answers, too."""
CLIMATE_S: Final = 40 * HOUR
"""A room that is too hot or too cold for so long after heating or cooling failed is that."""


@dataclass(frozen=True, slots=True)
class Question:
    """The day's check-in; `answered_at` is hers, if no sign of life comes before."""

    ends_at: float
    answered_at: float


class LookedAfter:
    """`advance` to the end; `told` is what came of it."""

    def __init__(self, household: Household, judge: Judge, *, seed: int) -> None:
        record = household.record
        self.told = Told(record.name, days=record.days)
        self._household, self._judge = household, judge
        self._life = Life(household)
        self._random = default_rng((seed, 5))
        self._incidents = list(household.incidents)
        self._emergencies: list[tuple[float, Emergency]] = []
        self._end = record.since + record.days * DAY
        self._look_at = record.since + HOUR
        self._ask_at = record.since + DAY + household.manners.check_in_h * HOUR
        self._question: Question | None = None
        self._case: Case | None = None
        self._lying: Found | None = None

    async def advance(self, until: float) -> None:
        """All that is due before a moment, in order of time."""
        while (now := self._next()) < min(until, self._end):
            await self._live(now)

    def _next(self) -> float:
        return min(
            self._look_at,
            self._ask_at,
            self._incidents[0].at if self._incidents else NEVER,
            min(self._question.ends_at, self._question.answered_at) if self._question else NEVER,
            self._case_over_at(),
            self._lying.incident.at + LIES_FOR if self._lying else NEVER,
        )

    def _case_over_at(self) -> float:
        if self._case is None:
            return NEVER
        return self._case.worker_at if self._lying else self._case.known_at

    async def _live(self, now: float) -> None:
        if self._incidents and self._incidents[0].at <= now:
            self._befall(self._incidents.pop(0))
        if self._lying and now >= self._lying.incident.at + LIES_FOR:
            self._get_up(now)
        if now >= self._ask_at:
            self._ask_of_the_day(now)
        if self._case and now >= self._case_over_at():
            await self._end_case(self._case, now)
        if self._question and now >= min(self._question.ends_at, self._question.answered_at):
            await self._end_question(self._question, now)
        if now >= self._look_at:
            await self._look(now, answers=[])

    def _befall(self, incident: Incident) -> None:
        missed_at = next_of_hers(self._household.record, incident.at)
        found = Found(incident, missed_s=missed_at - incident.at)
        self.told.found.append(found)
        self._life.befall(incident)
        if incident.kind is ConcernKind.INACTIVITY:
            self._lying, self._question = (
                found,
                None if self._question is None else Question(self._question.ends_at, NEVER),
            )
            if self._case is not None:
                self._case = self._case.in_vain(incident.at)
                self._note(self._case)
        elif incident.kind is not ConcernKind.TEMPERATURE:
            emergency = self._life.emergency(incident)
            self._emergencies.append((emergency.heard_at.timestamp(), emergency))
            self._look_at = min(self._look_at, emergency.heard_at.timestamp())

    def _get_up(self, now: float) -> None:
        """Found, or never: away for some days, and back."""
        self.told.days -= (now + AWAY_AFTER - self._lying.incident.at) / DAY if self._lying else 0.0
        self._life.is_found(now)
        self._lying = self._case = self._question = None

    def _ask_of_the_day(self, now: float) -> None:
        self._ask_at += DAY
        if not self._judge.asks_daily or self._life.is_paused(now):
            return
        manners = self._household.manners
        answers = not self._lying and self._random.random() < manners.answers_check_in
        at = now + HOUR / 2 * self._random.exponential() if answers else NEVER
        self._question = Question(now + CHECK_IN_S, at)

    async def _end_question(self, question: Question, now: float) -> None:
        self._question = None
        if question.answered_at <= now and not self._lying:
            await self._look(now, answers=[now])
        elif not self._life.stirred(now - CHECK_IN_S, now) and not self._life.is_deaf(now):
            self._take_up(Raised(ConcernKind.MISSED_CHECK_IN, Level.FAMILY), now)

    async def _end_case(self, case: Case, now: float) -> None:
        self._case = None
        if self._lying:
            self._get_up(now)
            return
        if case.is_needless:
            self.told.count_needless(case.kind)
        await self._look(now, answers=[now])

    async def _look(self, now: float, answers: list[float]) -> None:
        due = [each for at, each in self._emergencies if at <= now]
        self._emergencies = [(at, each) for at, each in self._emergencies if at > now]
        looked = await self._judge.look(self._life, now, due, answers)
        self._look_at = looked.look_again_at
        if self._emergencies:
            self._look_at = min(self._look_at, self._emergencies[0][0])
        self._heed(looked, now)

    def _heed(self, looked: Looked, now: float) -> None:
        if looked.stirred and self._case and not self._lying:
            if now > self._case.worker_at:
                self.told.count_needless(self._case.kind)
            self._case = None
        for raised in looked.raised:
            self._take_up(raised, now)

    def _take_up(self, raised: Raised, now: float) -> None:
        if raised.kind is ConcernKind.TEMPERATURE or raised.level is Level.EMERGENCY:
            self._find_told(raised, now)
            return
        if self._case is None:
            self._case = open_case(
                self._household, raised.kind, now, lies=self._lying is not None, random=self._random
            )
            self.told.questions += self._lying is None
            asks_guardian = self._case.guardian_at is not None
            if asks_guardian and self._case.known_at > (self._case.guardian_at or 0):
                self.told.guardian_calls += self._lying is None
        if raised.level is Level.CARE_WORKER:
            self._case = self._case.sooner(now)
        self._note(self._case)

    def _note(self, case: Case) -> None:
        """She lies, and this case will find her."""
        if self._lying is None:
            return
        at, found = self._lying.incident.at, self._lying
        found.asked_s = max(0.0, case.asked_at - at)
        found.heard_s = max(0.0, min(case.guardian_at or NEVER, case.worker_at) - at)
        found.worker_s = max(0.0, case.worker_at - at)

    def _find_told(self, raised: Raised, now: float) -> None:
        """What a sensor told: of an accident that is not found yet, or of none."""
        for found in self.told.found:
            passed = now - found.incident.at
            if found.incident.kind is raised.kind and 0 <= passed < CLIMATE_S:
                found.heard_s = passed if found.heard_s is None else found.heard_s
                found.worker_s = found.heard_s
                return
        self.told.count_needless(raised.kind)
