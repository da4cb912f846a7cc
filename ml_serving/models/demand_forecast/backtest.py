"""`python -m ml_serving.models.demand_forecast.backtest`: choices are made here, on the past alone.

Ours and LightGBM are trained up to a day of the past, calibrated on the months after it and asked
about those that follow, three times over; nothing of the test split is read.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import torch
import typer

from ml_serving.models.demand_forecast.band import calibrated
from ml_serving.models.demand_forecast.chosen import CHOSEN, PLANS, SEED
from ml_serving.models.demand_forecast.data.gather import (
    FULL,
    SHORT,
    Material,
    gather,
    read_real,
    seeded,
)
from ml_serving.models.demand_forecast.evaluation.measures import Score, score
from ml_serving.models.demand_forecast.evaluation.past_blocks import TRIALS, tasks_of
from ml_serving.models.demand_forecast.evaluation.rivals.boosted_trees import (
    fit_trees,
    trees_forecast,
)
from ml_serving.models.demand_forecast.evaluation.rivals.chosen_trees import TREES
from ml_serving.models.demand_forecast.evaluation.tasks import Task
from ml_serving.models.demand_forecast.fit import Plan, fit
from ml_serving.models.demand_forecast.forecast import Forecaster, forecast
from ml_serving.models.demand_forecast.rhythm import RHYTHMS, Rhythm
from ml_serving.models.demand_forecast.train import shape_of


def main(
    data: Annotated[Path, typer.Option(envvar="OSAN_DATA")] = Path("../shared/data"),
    only: Annotated[str, typer.Option(help="`hour` or `day`.")] = "",
    short: Annotated[bool, typer.Option(help="A minute's worth, to see that all runs.")] = False,
) -> None:
    """Print both sides' MASE, weighted quantile loss and coverage, task by task."""
    torch.set_num_threads(1)
    for name, rhythm in RHYTHMS.items():
        if only in ("", name):
            amount = (SHORT if short else FULL)[name]
            real = read_real(data, rhythm, stores=amount.stores)
            for trial in TRIALS[-1:] if short else TRIALS:
                material = gather(real, rhythm, amount, seeded(SEED), trial.split)
                plan = Plan(epochs=2, batch=256) if short else PLANS[name]
                _compare(material, tasks_of(real, trial, rhythm), rhythm, plan)


def _compare(material: Material, tasks: Sequence[Task], rhythm: Rhythm, plan: Plan) -> None:
    shape = shape_of(material, CHOSEN[rhythm.name])
    weights = fit(material.train, material.validation, shape=shape, plan=plan).weights
    band = calibrated(weights, material.validation)
    ours = {rhythm.name: Forecaster(weights, material.priors, band)}
    trees = {rhythm.name: fit_trees(material, TREES[rhythm.name], seed=SEED)}
    for task in tasks:
        windows = [case.window for case in task.cases]
        _tell(task, "ours", score(task, forecast(windows, ours)))
        _tell(task, "LightGBM", score(task, trees_forecast(task, trees)))


def _tell(task: Task, who: str, got: Score) -> None:
    said = f"MASE {got.mase:.4f}  WQL {got.wql:.4f}  80 % band {got.coverage:.1%}"
    typer.echo(f"{task.name:<56} {who:<8} {said}")


if __name__ == "__main__":
    typer.run(main)
