"""MASE, weighted quantile loss and coverage, over the steps whose demand is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ml_serving.models.demand_forecast.data.splits import split_of
from ml_serving.models.demand_forecast.evaluation.tasks import Case, Task
from ml_serving.models.demand_forecast.network import QUANTILES
from ml_serving.models.demand_forecast.window import Numbers


@dataclass(frozen=True, slots=True)
class Score:
    """`mase`: mean over series of the median's absolute error by that of the seasonal naive
    forecast in training (Hyndman & Koehler 2006). `wql`: twice the pinball loss by the demand,
    mean of three quantiles. `coverage` of the 80 % band; `steps` is how many were scored."""

    mase: float
    wql: float
    coverage: float
    steps: int


def score(task: Task, forecasts: Sequence[Numbers]) -> Score:
    """Asserts that each forecast is whole: finite, of the right length, and in order."""
    loss = demand = inside = steps = 0.0
    errors: dict[str, list[Numbers]] = {}
    yardsticks: dict[str, float] = {}
    for case, rows in zip(task.cases, forecasts, strict=True):
        _assert_whole(case, rows)
        known = np.isfinite(case.truth)
        truth, told = case.truth[known], rows[known]
        loss += _pinball(truth, told)
        demand += float(np.abs(truth).sum())
        inside += float(((truth >= told[:, 0]) & (truth <= told[:, 2])).sum())
        steps += len(truth)
        errors.setdefault(case.series.name, []).append(np.abs(truth - told[:, 1]))
        if case.series.name not in yardsticks:
            yardsticks[case.series.name] = _yardstick(case, task.cycle)
    scaled = [float(np.concatenate(each).mean()) / yardsticks[n] for n, each in errors.items()]
    wql = 2 * loss / len(QUANTILES) / demand
    return Score(mase=float(np.mean(scaled)), wql=wql, coverage=inside / steps, steps=int(steps))


def _assert_whole(case: Case, rows: Numbers) -> None:
    assert rows.shape == (len(case.truth), len(QUANTILES))
    assert np.isfinite(rows).all()
    assert (np.diff(rows, axis=1) >= 0).all()


def _pinball(truth: Numbers, told: Numbers) -> float:
    away = truth[:, None] - told
    levels = np.array(QUANTILES)
    return float(np.maximum(levels * away, (levels - 1) * away).sum())


def _yardstick(case: Case, cycle: int) -> float:
    """Mean absolute seasonal difference in the training split."""
    trained = case.series.values[: split_of(case.series).train_end]
    return max(float(np.nanmean(np.abs(trained[cycle:] - trained[:-cycle]))), 1e-9)
