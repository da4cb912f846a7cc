"""What a year came to, as figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from domains.care.cases.vocabulary import ConcernKind
from domains.kernel.clock import SEOUL
from tests.ml_serving.care_year.life import moment
from tests.ml_serving.care_year.told import Found, Told

HOUR: Final = 3600.0
HALF_YEAR_DAYS: Final = 182.62
BY_DAY: Final = "awake, 8-20 h"
NEVER: Final = float("inf")
Moment = Callable[[Found], float | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of those who lay still that were found in time, by who came to hear of it; how long
    it took; how many accidents that a sensor told of were raised; and the price: what was needless,
    a home and half a year, a week, a month."""

    way: str
    homes: int
    days: float
    lying: int
    asked_2h: float
    heard_2h: float
    worker_2h: float
    heard_24h: float
    median_h: float
    told_by_sensors: int
    raised: float
    needless: float
    questions_a_week: float
    guardian_calls_a_month: float


def figures_of(way: str, told: Sequence[Told]) -> Figures:
    found = [each for home in told for each in home.found]
    lying = [each for each in found if each.incident.kind is ConcernKind.INACTIVITY]
    sensed = [each for each in found if each.incident.kind is not ConcernKind.INACTIVITY]
    days = sum(home.days for home in told)
    return Figures(
        way=way,
        homes=len(told),
        days=days,
        lying=len(lying),
        asked_2h=within(lying, lambda one: one.asked_s, 2),
        heard_2h=within(lying, lambda one: one.heard_s, 2),
        worker_2h=within(lying, lambda one: one.worker_s, 2),
        heard_24h=within(lying, lambda one: one.heard_s, 24),
        median_h=median([_or_never(one.heard_s) for one in lying] or [NEVER]) / HOUR,
        told_by_sensors=len(sensed),
        raised=within(sensed, lambda one: one.heard_s, 48),
        needless=sum(home.needless for home in told) / days * HALF_YEAR_DAYS,
        questions_a_week=sum(home.questions for home in told) / days * 7,
        guardian_calls_a_month=sum(home.guardian_calls for home in told) / days * 30.44,
    )


def within(found: Sequence[Found], when: Moment, hours: float) -> float:
    """The share for whom the moment came within so many hours; 1 where there was nobody."""
    if not found:
        return 1.0
    return sum(_or_never(when(each)) <= hours * HOUR for each in found) / len(found)


def within_of_missed(found: Sequence[Found], when: Moment, hours: float) -> float:
    """The same from the first sign that she would have given on: what can be known at all."""
    late = [_or_never(when(each)) - each.missed_s for each in found]
    return sum(each <= hours * HOUR for each in late) / len(late) if late else 1.0


def of(told: Sequence[Told], how: str) -> list[Found]:
    """Those who lay still out of one state: awake, asleep, bathroom; or awake by day."""
    found = [each for home in told for each in home.found]
    if how == BY_DAY:
        return [each for each in found if each.incident.how == "awake" and _is_by_day(each)]
    return [each for each in found if each.incident.how == how]


def _is_by_day(found: Found) -> bool:
    return 8 <= moment(found.incident.at).astimezone(SEOUL).hour < 20


def _or_never(seconds: float | None) -> float:
    return NEVER if seconds is None else seconds
