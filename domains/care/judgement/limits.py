"""The numbers that decide, each within bounds that a human set.

Nothing moves a limit but a whole step: feedback and the modes of a dong are counted in steps, and
wherever they lead, the bounds hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Limit(StrEnum):
    """What can be more or less sensitive. Smoke, gas, a fall and SOS are none: they always ring."""

    QUESTIONS_A_WEEK = "questions_a_week"
    """How often a living person may be asked, on a mere suspicion, whether she is well."""
    ALARMS_A_HALF_YEAR = "alarms_a_half_year"
    """How often a silence of hers may count as grave: then she is asked whatever was asked
    before, and at any hour."""
    SILENCE_H = "silence_h"
    """Hours that are too long where no model can say."""
    DOOR_DAYS = "door_days"
    UTILITY_H = "utility_h"
    """Hours without water and without a switch that a hand moved."""
    HOT_C = "hot_c"
    COLD_C = "cold_c"


@dataclass(frozen=True, slots=True)
class Bound:
    """`usual` where nothing was learnt; one `step` is one less sensitive, in the limit's unit."""

    usual: float
    least: float
    most: float
    step: float

    def __post_init__(self) -> None:
        if not self.least <= self.usual <= self.most or self.step == 0:
            raise ValueError(f"not a bound: {self}")

    def at(self, steps: int) -> float:
        return min(max(self.usual + steps * self.step, self.least), self.most)


Bounds = Mapping[Limit, Bound]
Steps = Mapping[Limit, int]
"""How many steps less sensitive than usual; more sensitive below zero."""

USUAL_BOUNDS: Final[Bounds] = {
    Limit.QUESTIONS_A_WEEK: Bound(3.0, 0.5, 7.0, -0.25),
    Limit.ALARMS_A_HALF_YEAR: Bound(1.0, 0.5, 2.0, -0.25),
    Limit.SILENCE_H: Bound(8.0, 5.0, 14.0, 0.5),
    Limit.DOOR_DAYS: Bound(3.0, 2.0, 7.0, 0.5),
    Limit.UTILITY_H: Bound(24.0, 14.0, 48.0, 2.0),
    Limit.HOT_C: Bound(33.0, 29.0, 36.0, 0.5),
    Limit.COLD_C: Bound(12.0, 8.0, 16.0, -0.5),
}
"""Where the centre has set none of its own. The questions a week are the price of finding somebody
sooner, and the only one that a living person pays: see `two_stages`."""

FLOORS: Final[Mapping[Limit, float]] = {Limit.DOOR_DAYS: 1.0, Limit.UTILITY_H: 14.0}
"""Below these no centre goes: a door or a switch that is missed sooner than its sensor is known to
be dead (`hear_sensors.LIVES_FOR`, and a beat before it) is missed because a plug was pulled. The
others need only be above nothing."""


def floor_of(limit: Limit) -> float:
    return FLOORS.get(limit, 0.0)


def bound_of(limit: Limit, usual: float, least: float, most: float) -> Bound:
    """As a centre set it; what it set before there was a floor is lifted to it."""
    usual, least, most = (max(each, floor_of(limit)) for each in (usual, least, most))
    return Bound(usual, least, most, USUAL_BOUNDS[limit].step)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is in force for one home now; hours, days and degrees Celsius as named."""

    questions_a_week: float
    alarms_a_half_year: float
    silence_h: float
    door_days: float
    utility_h: float
    hot_c: float
    cold_c: float

    @property
    def rare(self) -> float:
        """The share of days on which an hour and a half without a sign may be usual at an hour at
        which she is asked about it nevertheless."""
        return RARE_FOR_ONE_A_WEEK * self.questions_a_week

    @property
    def doubts_a_month(self) -> float:
        """The part of the questions that goes by the model's own thresholds: it sees what her hours
        do not, such as that she stays out for longer than she ever does."""
        return DOUBTS * self.questions_a_week * DAYS_A_MONTH / 7

    @property
    def alarms_a_month(self) -> float:
        return self.alarms_a_half_year / 6


DAYS_A_MONTH: Final = 30.44
DOUBTS: Final = 1 / 8
RARE_FOR_ONE_A_WEEK: Final = 0.05
"""Read off the town for tuning (`python -m tests.ml_serving.care_year --town first`)."""


def limits_of(bounds: Bounds, *steps: Steps) -> Limits:
    """The usual limits, moved by all these steps together and held within their bounds."""
    return Limits(
        **{
            limit.value: bounds.get(limit, USUAL_BOUNDS[limit]).at(
                sum(each.get(limit, 0) for each in steps)
            )
            for limit in Limit
        }
    )


USUAL: Final = limits_of(USUAL_BOUNDS)
