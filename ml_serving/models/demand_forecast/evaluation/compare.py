"""Every rival on every task beside the forecaster, always on the same cases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ml_serving.models.demand_forecast.evaluation.budgets import (
    ARIMA_BUDGET_S,
    ARIMA_SERIES,
    ETS_BUDGET_S,
)
from ml_serving.models.demand_forecast.evaluation.measures import score
from ml_serving.models.demand_forecast.evaluation.parts import Part, Parts
from ml_serving.models.demand_forecast.evaluation.rivals.boosted_trees import (
    Boosted,
    trees_forecast,
)
from ml_serving.models.demand_forecast.evaluation.rivals.category_mean import category_mean
from ml_serving.models.demand_forecast.evaluation.rivals.seasonal_naive import seasonal_naive
from ml_serving.models.demand_forecast.evaluation.rivals.statistical import auto_arima, auto_ets
from ml_serving.models.demand_forecast.evaluation.rows import HEADLINE, Row
from ml_serving.models.demand_forecast.evaluation.tasks import Task, read_new_shops, read_tasks
from ml_serving.models.demand_forecast.forecast import Forecaster, forecast

KNOWN_DAYS: Final = (0, 3, 7, 14, 28)


@dataclass(frozen=True, slots=True)
class Contest:
    """Who competes, and where what was worked out is kept. `mark` tells archives apart."""

    forecasters: Mapping[str, Forecaster]
    boosted: Mapping[str, Boosted]
    parts: Parts
    mark: str
    data: Path
    short: bool

    def ours(self, task: Task) -> Part:
        windows = [case.window for case in task.cases]
        return self.parts.at_once(
            f"{task.name} ours {self.mark}", lambda: forecast(windows, self.forecasters)
        )

    def trees(self, task: Task) -> Part:
        return self.parts.at_once(
            f"{task.name} trees {self.mark}", lambda: trees_forecast(task, self.boosted)
        )


def compare(contest: Contest, told: Callable[[str], None]) -> list[Row]:
    """The headline tasks and the bikes with their weather known."""
    rows = []
    for task in read_tasks(contest.data, short=contest.short):
        rows += _on(contest, task, told)
    return rows


def compare_new_shops(contest: Contest, told: Callable[[str], None]) -> list[Row]:
    """Whole shops left out of all training, with more and more of their past told."""
    rows = []
    for days in KNOWN_DAYS:
        task = read_new_shops(contest.data, known_days=days, short=contest.short)
        told(task.name)
        rows += _on_new_shops(contest, task)
    return rows


def _on_new_shops(contest: Contest, task: Task) -> list[Row]:
    priors = contest.forecasters["day"].priors
    mean = contest.parts.at_once(
        f"{task.name} category {contest.mark}",
        lambda: [category_mean(case, priors) for case in task.cases],
    )
    ours, trees, naive = contest.ours(task), contest.trees(task), _naive(contest, task)
    parts = {"category mean": mean, "seasonal naive": naive, "LightGBM": trees}
    return [_row(task, name, part, ours) for name, part in parts.items()]


def _naive(contest: Contest, task: Task) -> Part:
    return contest.parts.at_once(
        f"{task.name} naive", lambda: [seasonal_naive(case) for case in task.cases]
    )


def _on(contest: Contest, task: Task, told: Callable[[str], None]) -> list[Row]:
    told(f"{task.name}: {len(task.cases)} cases")
    ours = contest.ours(task)
    rows = [_row(task, "LightGBM", contest.trees(task), ours)]
    if task.name not in HEADLINE:
        return rows
    told(f"{task.name}: AutoETS")
    ets = contest.parts.one_by_one(f"{task.name} ets", task, auto_ets, budget_s=ETS_BUDGET_S)
    rows += [
        _row(task, "seasonal naive", _naive(contest, task), ours),
        _row(task, "AutoETS", ets, ours),
    ]
    return rows + _arima(contest, task, told)


def _arima(contest: Contest, task: Task, told: Callable[[str], None]) -> list[Row]:
    if task.cases[0].window.rhythm.day > 1:
        return []
    told(f"{task.name}: AutoARIMA")
    some = _spread(task)
    part = contest.parts.one_by_one(f"{task.name} arima", some, auto_arima, budget_s=ARIMA_BUDGET_S)
    row = _row(some, "AutoARIMA", part, contest.ours(replace(some, name=f"{some.name} (some)")))
    return [replace(row, all_cases=len(task.cases))]


def _spread(task: Task) -> Task:
    """At most fifty series evenly over all sizes; origin after origin, so that a spent budget
    leaves every series with as many origins as any other."""
    names = list(dict.fromkeys(case.series.name for case in task.cases))
    step = max(len(names) / ARIMA_SERIES, 1.0)
    chosen = {names[int(place * step)] for place in range(min(ARIMA_SERIES, len(names)))}
    some = task.of_series(chosen)
    return replace(some, cases=sorted(some.cases, key=lambda case: case.origin))


def _row(task: Task, rival: str, part: Part, ours: Part) -> Row:
    done = len(part.forecasts)
    some = replace(task, cases=task.cases[:done])
    return Row(
        task=task.name,
        rival=rival,
        cases=done,
        all_cases=len(task.cases),
        theirs=score(some, part.forecasts),
        ours=score(some, ours.forecasts[:done]),
        seconds=part.seconds,
        our_seconds=ours.seconds,
    )
