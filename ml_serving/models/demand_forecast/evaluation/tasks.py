"""What is to be forecast: real series at origins of the test split, which only this file reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from ml_serving.models.demand_forecast.data.bikes import by_day, read_hours
from ml_serving.models.demand_forecast.data.sales import by_store_and_department, read_sales
from ml_serving.models.demand_forecast.data.series import Series, cut
from ml_serving.models.demand_forecast.data.splits import SALES_TRAIN_DAYS, left_out, split_of
from ml_serving.models.demand_forecast.window import Numbers, Window

HOURS_AHEAD: Final = 48
HOURS_BETWEEN: Final = 42
"""Not a multiple of a day: origins fall on midnight, six, noon and eighteen in turn."""

DAYS_AHEAD: Final = 14
DAYS_BETWEEN: Final = 7
SALES_BETWEEN: Final = 14
"""Many series, so that each day of the test is forecast once."""


@dataclass(frozen=True, slots=True)
class Case:
    """One forecast to make: what is known, and what came."""

    series: Series
    origin: int
    window: Window
    truth: Numbers


@dataclass(frozen=True, slots=True)
class Task:
    """A data set at its origins. `cycle` is the season of MASE's yardstick, in steps."""

    name: str
    cycle: int
    cases: Sequence[Case]

    def of_series(self, names: set[str]) -> "Task":
        """The same task on some of its series."""
        kept = [case for case in self.cases if case.series.name in names]
        return Task(name=self.name, cycle=self.cycle, cases=kept)


def read_tasks(data: Path, *, short: bool = False) -> list[Task]:
    """The three headline tasks, weather ahead unknown; then the bikes' with it known."""
    hours = read_hours(data)[0]
    days = by_day(hours)
    sales = by_store_and_department(read_sales(data), trained_days=SALES_TRAIN_DAYS)
    unseen = left_out(sales)
    departments = [each for each in sales if each.shop not in unseen]
    if short:
        departments = departments[:: max(len(departments) // 8, 1)]
    tasks = [
        _task("bikes by hour", [hours], 24, HOURS_AHEAD, HOURS_BETWEEN),
        _task("bikes by day", [days], 7, DAYS_AHEAD, DAYS_BETWEEN),
        _task("sales by day", departments, 7, DAYS_AHEAD, SALES_BETWEEN),
        _task("bikes by hour, weather known", [hours], 24, HOURS_AHEAD, HOURS_BETWEEN, True),
        _task("bikes by day, weather known", [days], 7, DAYS_AHEAD, DAYS_BETWEEN, True),
    ]
    return [_shortened(task) for task in tasks] if short else tasks


def read_new_shops(data: Path, *, known_days: int, short: bool = False) -> Task:
    """Departments of the stores that no training saw, of whose past only so many days are told."""
    sales = by_store_and_department(read_sales(data), trained_days=SALES_TRAIN_DAYS)
    unseen = left_out(sales)
    strangers = [each for each in sales if each.shop in unseen]
    cases = [
        _case(each, origin, DAYS_AHEAD, history=known_days)
        for each in (strangers[:4] if short else strangers)
        for origin in _origins(each, DAYS_AHEAD, SALES_BETWEEN)
    ]
    return Task(name=f"new shops, {known_days} days known", cycle=7, cases=cases)


def _task(
    name: str, series: Sequence[Series], cycle: int, ahead: int, between: int, weather: bool = False
) -> Task:
    cases = [
        _case(each, origin, ahead, weather=weather)
        for each in series
        for origin in _origins(each, ahead, between)
    ]
    return Task(name=name, cycle=cycle, cases=cases)


def _origins(series: Series, ahead: int, between: int) -> range:
    return range(split_of(series).validation_end, len(series.values) - ahead + 1, between)


def _case(
    series: Series, origin: int, ahead: int, *, weather: bool = False, history: int | None = None
) -> Case:
    window, truth = cut(
        series, origin=origin, horizon=ahead, weather_ahead=weather, history=history
    )
    assert len(truth) == ahead
    assert np.array_equal(
        window.history, series.values[origin - len(window.history) : origin], equal_nan=True
    )
    assert weather or np.isnan(window.weather[len(window.history) :]).all()
    return Case(series=series, origin=origin, window=window, truth=truth)


def _shortened(task: Task) -> Task:
    return Task(name=task.name, cycle=task.cycle, cases=task.cases[:: max(len(task.cases) // 8, 1)])
