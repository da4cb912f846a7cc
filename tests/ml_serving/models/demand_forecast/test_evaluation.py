"""The evaluation goes on where it was cut, spends no more than its budget, and writes the card."""

from pathlib import Path

import numpy as np
import pytest

from ml_serving.models.demand_forecast.data.series import Series, cut, no_weather
from ml_serving.models.demand_forecast.evaluation.measures import Score
from ml_serving.models.demand_forecast.evaluation.parts import Parts
from ml_serving.models.demand_forecast.evaluation.rivals.seasonal_naive import seasonal_naive
from ml_serving.models.demand_forecast.evaluation.rows import Row, averages
from ml_serving.models.demand_forecast.evaluation.table import BEGIN, END, into_card, markdown
from ml_serving.models.demand_forecast.evaluation.tasks import Case, Task
from ml_serving.models.demand_forecast.rhythm import DAY
from ml_serving.models.demand_forecast.window import Numbers


def _task(cases: int = 6) -> Task:
    values = np.tile([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], 52)
    series = Series(
        name="a", shop="store-a", category="deli", country="US", rhythm=DAY,
        start=np.datetime64("2017-01-01"), values=values, weather=no_weather(len(values)),
    )  # fmt: skip
    origins = range(310, 310 + cases)
    made = [Case(series, o, *cut(series, origin=o, horizon=9)) for o in origins]
    return Task(name="Made up, by day", cycle=7, cases=made)


class _Seconds:
    """A clock that is a second later each time it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def test_a_budget_that_is_spent_leaves_whole_cases(tmp_path: Path):
    parts = Parts(folder=tmp_path, clock=_Seconds())
    part = parts.one_by_one("made up", _task(), seasonal_naive, budget_s=2.5)
    assert len(part.forecasts) == 3
    assert part.seconds == 3.0


def test_a_run_that_was_cut_goes_on_with_the_next_case(tmp_path: Path):
    asked: list[int] = []

    def slow(case: Case) -> Numbers:
        asked.append(case.origin)
        return seasonal_naive(case)

    parts = Parts(folder=tmp_path, clock=_Seconds())
    parts.one_by_one("made up", _task(), slow, budget_s=1.5)
    whole = parts.one_by_one("made up", _task(), slow, budget_s=100.0)
    assert asked == [310, 311, 312, 313, 314, 315]
    assert len(whole.forecasts) == 6


def test_the_naive_forecast_of_a_perfect_week_is_perfect_and_sure():
    case = _task(1).cases[0]
    rows = seasonal_naive(case)
    assert np.array_equal(rows[:, 1], case.truth)
    assert np.array_equal(rows[:, 0], rows[:, 2])


def _row(task: str, rival: str, *, theirs: float, ours: float) -> Row:
    def scored(value: float) -> Score:
        return Score(mase=value, wql=value / 10, coverage=0.8, steps=1)

    return Row(task, rival, 1, 1, scored(theirs), scored(ours), 1.0, 1.0)


def test_averages_count_each_headline_task_once_and_nothing_else():
    rows = [
        _row("bikes by day", "LightGBM", theirs=1.0, ours=0.5),
        _row("sales by day", "LightGBM", theirs=2.0, ours=2.1),
        _row("bikes by day, weather known", "LightGBM", theirs=9.0, ours=1.0),
    ]
    (average,) = averages(rows)
    assert (average.tasks, average.mase, average.our_mase) == (2, 1.5, pytest.approx(1.3))
    assert average.beaten


def test_the_card_keeps_its_words_about_the_tables(tmp_path: Path):
    card = tmp_path / "card.md"
    card.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    rows = [_row("bikes by day", "AutoETS", theirs=0.4, ours=0.5)]
    into_card(card, markdown(rows, []))
    into_card(card, markdown(rows, []))
    told = card.read_text()
    assert told.startswith("before\n")
    assert told.endswith("\nafter\n")
    assert "old" not in told
    assert told.count("| AutoETS | 1 |") == 1
    assert "**no**" in told
