"""The measures, by hand."""

import numpy as np
import pytest

from ml_serving.models.demand_forecast.data.series import Series, cut, no_weather
from ml_serving.models.demand_forecast.evaluation.measures import score
from ml_serving.models.demand_forecast.evaluation.tasks import Case, Task
from ml_serving.models.demand_forecast.rhythm import DAY


def _task() -> Task:
    values = np.tile([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], 52)
    values[7:14] += 1
    series = Series(
        name="a", shop="store-a", category="deli", country="US", rhythm=DAY,
        start=np.datetime64("2017-01-01"), values=values, weather=no_weather(len(values)),
    )  # fmt: skip
    window, truth = cut(series, origin=322, horizon=2)
    return Task(name="t", cycle=7, cases=[Case(series, 322, window, truth)])


def test_mase_is_measured_in_seasonal_differences_of_training():
    truth = _task().cases[0].truth
    rows = np.stack([truth - 1, truth + 0.5, truth + 1], axis=1)
    yardstick = 14 / (253 - 7)
    assert score(_task(), [rows]).mase == pytest.approx(0.5 / yardstick)


def test_wql_is_twice_the_pinball_loss_by_the_demand():
    truth = _task().cases[0].truth
    assert truth.tolist() == [1.0, 2.0]
    rows = np.array([[0.0, 1.0, 3.0], [2.5, 2.5, 2.5]])
    lost = (0.1 * 1 + 0 + 0.1 * 2) + (0.9 * 0.5 + 0.5 * 0.5 + 0.1 * 0.5)
    assert score(_task(), [rows]).wql == pytest.approx(2 * lost / 3 / 3.0)


def test_coverage_counts_the_edges_and_unknown_steps_are_not_scored():
    task = _task()
    task.cases[0].truth[1] = np.nan
    rows = np.array([[1.0, 1.0, 3.0], [9.0, 9.0, 9.0]])
    told = score(task, [rows])
    assert told.coverage == 1.0
    assert told.steps == 1


def test_quantiles_that_cross_are_not_scored_at_all():
    with pytest.raises(AssertionError):
        score(_task(), [np.array([[2.0, 1.0, 3.0], [1.0, 2.0, 3.0]])])
