"""Tests made of the past: trained up to a day, asked about the months after it, never the test."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ml_serving.models.demand_forecast.data.series import Series, cut
from ml_serving.models.demand_forecast.data.splits import Split, left_out
from ml_serving.models.demand_forecast.evaluation.tasks import Case, Task
from ml_serving.models.demand_forecast.rhythm import Rhythm


@dataclass(frozen=True, slots=True)
class Day:
    """The same moment in both records: a date for the bikes, a day of 2017 for the sales."""

    bikes: str
    sales: int

    def step(self, series: Series) -> int:
        """Its place in a series."""
        if series.shop == "bikes":
            return series.step_of(self.bikes)
        return self.sales * series.rhythm.day


@dataclass(frozen=True, slots=True)
class Trial:
    """Trained up to one day, stopped and calibrated up to the next, asked up to the third."""

    trained: Day
    calibrated: Day
    asked: Day

    def split(self, series: Series) -> Split:
        """In place of the split that the shipped weights are trained by."""
        return Split(self.trained.step(series), self.calibrated.step(series))


_DAYS: Final = (
    Day("2011-10-01", 141),
    Day("2012-01-01", 169),
    Day("2012-04-01", 197),
    Day("2012-07-01", 253),
    Day("2012-10-01", 309),
)
TRIALS: Final = tuple(Trial(*_DAYS[place : place + 3]) for place in range(len(_DAYS) - 2))
"""The last ends where the test begins."""


def tasks_of(real: Sequence[Series], trial: Trial, rhythm: Rhythm) -> list[Task]:
    """Bikes with the weather ahead unknown and known; by day the sales, too."""
    hourly = rhythm.day > 1
    ahead, between = (2 * rhythm.day, 42) if hourly else (14, 3)
    unseen = left_out(real)
    bikes = [each for each in real if each.shop == "bikes"][:1]
    sales = [] if hourly else [e for e in real if e.shop not in {"bikes", *unseen}]
    asked = [
        ("bikes", bikes, between, False),
        ("bikes, weather known", bikes, between, True),
        ("sales", sales, 14, False),
    ]
    return [
        Task(
            name=f"{name} by {rhythm.name}, {trial.calibrated.bikes} to {trial.asked.bikes}",
            cycle=rhythm.day if hourly else rhythm.week,
            cases=_cases(group, trial, ahead=ahead, between=step, weather=weather),
        )
        for name, group, step, weather in asked
        if group
    ]


def _cases(
    group: Sequence[Series], trial: Trial, *, ahead: int, between: int, weather: bool
) -> list[Case]:
    return [
        Case(each, origin, *cut(each, origin=origin, horizon=ahead, weather_ahead=weather))
        for each in group
        for origin in range(
            trial.calibrated.step(each), trial.asked.step(each) - ahead + 1, between
        )
    ]
