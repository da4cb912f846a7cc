"""Who judges a home: the product, or a timer of eight hours."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from domains.care.cases.vocabulary import ConcernKind, Level
from domains.care.judgement.circumstances import Circumstances
from domains.care.judgement.fixed_timer import quiet_for_s
from domains.care.judgement.heard import Emergency, Heard
from domains.care.judgement.household import Household as ToldHousehold
from domains.care.judgement.judge_home import judge_home
from domains.care.judgement.limits import USUAL, Limits
from domains.care.judgement.memory import newly_heard
from domains.care.ports import RhythmModel, Sign
from tests.ml_serving.care_year.household import HOUR, Household
from tests.ml_serving.care_year.life import Life, moment

EIGHT_HOURS: Final = 8 * HOUR


@dataclass(frozen=True, slots=True)
class Raised:
    kind: ConcernKind
    level: Level


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look found; `stirred`: whoever was asked has moved."""

    raised: tuple[Raised, ...]
    look_again_at: float
    stirred: bool = False


class Judge(Protocol):
    asks_daily: bool

    async def look(
        self, life: Life, now: float, emergencies: list[Emergency], answers: list[float]
    ) -> Looked: ...


class Product:
    """`domains.care.judgement`, as it is."""

    asks_daily = True

    def __init__(self, household: Household, model: RhythmModel, limits: Limits = USUAL) -> None:
        told = ToldHousehold(household.has_pet, household.appliances)
        self._circumstances = Circumstances(limits, told)
        self._model = model
        self._home = newly_heard(moment(household.record.since))
        self._all: list[Sign] = []

    async def look(
        self, life: Life, now: float, emergencies: list[Emergency], answers: list[float]
    ) -> Looked:
        signs = life.signs(now)
        heard = Heard(
            signs=signs,
            climate=life.climate(now),
            emergencies=emergencies,
            answers=[moment(at) for at in answers],
            deaf=life.deaf(self._home.listens_since.timestamp(), now),
        )
        judged = await judge_home(
            self._home,
            heard,
            model=self._model,
            recall=self._recall,
            circumstances=self._circumstances,
            now=moment(now),
        )
        self._home = judged.home
        raised = tuple(Raised(alarm.kind, alarm.level) for alarm in judged.alarms)
        again = max(now + 1.0, judged.look_again_at.timestamp())
        return Looked(raised, again, stirred=judged.stirred_at is not None)

    async def _recall(self) -> list[Sign]:
        raise AssertionError("one version of the model: no rhythm is ever unreadable")


class Timer:
    """Eight hours without a word of any sensor, as such systems are sold. `has_ladder`: she is
    asked first, and each day, as with us; else the care worker hears at once."""

    def __init__(self, household: Household, *, has_ladder: bool) -> None:
        self.asks_daily = has_ladder
        self._level = Level.FAMILY if has_ladder else Level.CARE_WORKER
        self._last: datetime = moment(household.record.since)
        self._rang = False

    async def look(
        self, life: Life, now: float, emergencies: list[Emergency], answers: list[float]
    ) -> Looked:
        heard = [sign.at for sign in life.signs(now)] + [moment(at) for at in answers]
        stirred = bool(heard) and self._rang
        if heard:
            self._last, self._rang = max(self._last, *heard), False
        raised = [Raised(each.kind, Level.EMERGENCY) for each in emergencies]
        quiet_s = quiet_for_s(
            self._last, deaf=_apart(life, self._last.timestamp(), now), now=moment(now)
        )
        if quiet_s >= EIGHT_HOURS and not self._rang and not life.is_deaf(now):
            self._rang = True
            raised.append(Raised(ConcernKind.INACTIVITY, self._level))
        rest_s = HOUR / 6 if self._rang or quiet_s >= EIGHT_HOURS else EIGHT_HOURS - quiet_s
        # A rest of a fraction of a microsecond is no later moment: a year would stand still there.
        return Looked(tuple(raised), now + max(rest_s, 1.0), stirred)


def _apart(life: Life, since: float, now: float) -> list:
    out: list = []
    for each in sorted(life.deaf(since, now), key=lambda one: one.since):
        if not out or each.since >= out[-1].until:
            out.append(each)
    return out
