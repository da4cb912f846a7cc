"""`python -m ml_serving.models.demand_forecast.tune`: the same number of trials for ours and trees.

Settings are drawn at random and judged by the pinball loss on the validation split alone. What
wins is written by hand into `chosen`, so that a choice shows in the history of the code.
"""

import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import torch
import typer
from numpy.random import Generator
from rich.console import Console

from ml_serving.models.demand_forecast.chosen import PLANS, SEED, Sizes
from ml_serving.models.demand_forecast.data.gather import FULL, SHORT, Material, seeded
from ml_serving.models.demand_forecast.data.kept import gathered
from ml_serving.models.demand_forecast.evaluation.rivals.boosted_trees import Trees, fit_trees
from ml_serving.models.demand_forecast.fit import fit, loss_on
from ml_serving.models.demand_forecast.rhythm import RHYTHMS
from ml_serving.models.demand_forecast.train import shape_of


def main(
    data: Annotated[Path, typer.Option(envvar="OSAN_DATA")] = Path("../shared/data"),
    work: Annotated[Path, typer.Option()] = Path("var/demand-forecast"),
    trials: int = 6,
    only: str = "",
    short: Annotated[bool, typer.Option(help="A minute's worth.")] = False,
) -> None:
    """Print every trial of both sides, the best last."""
    torch.set_num_threads(1)
    console = Console()
    work = work / "short" if short else work
    for name, rhythm in RHYTHMS.items():
        if only in ("", name):
            amount = (SHORT if short else FULL)[name]
            material = gathered(data=data, rhythm=rhythm, amount=amount, seed=SEED, work=work)
            for side in (_ours, _trees):
                tried = [side(name, material, n, seeded(SEED + n), console) for n in range(trials)]
                console.print(name, side.__name__, "best:", min(tried), highlight=False)


def _ours(
    name: str, material: Material, number: int, rng: Generator, console: Console
) -> tuple[float, str]:
    sizes, plan = _drawn_sizes(rng), replace(PLANS[name], epochs=6)
    plan = replace(
        plan,
        rate=float(rng.choice([1e-3, 2e-3, 4e-3])),
        decay=float(rng.choice([1e-3, 1e-2, 1e-1])),
    )
    begun = time.process_time()
    shape = replace(shape_of(material, sizes), members=2)
    fitted = fit(material.train, material.validation, shape=shape, plan=plan)
    loss = loss_on(fitted.weights, material.validation)
    said = f"{asdict(sizes)} rate={plan.rate} decay={plan.decay}"
    console.print(name, "ours", number, f"{loss:.5f}", said, _seconds(begun), highlight=False)
    return loss, said


def _trees(
    name: str, material: Material, number: int, rng: Generator, console: Console
) -> tuple[float, str]:
    trees = Trees(
        num_leaves=int(rng.choice([15, 31, 63, 127])),
        learning_rate=float(rng.choice([0.03, 0.06, 0.1])),
        min_data_in_leaf=int(rng.choice([20, 50, 200])),
        feature_fraction=float(rng.choice([0.5, 0.7, 0.9])),
        lambda_l2=float(rng.choice([0.0, 1.0, 10.0])),
    )
    begun = time.process_time()
    loss = fit_trees(material, trees, seed=SEED).loss
    said = str(trees)
    console.print(name, "trees", number, f"{loss:.5f}", said, _seconds(begun), highlight=False)
    return loss, said


def _drawn_sizes(rng: Generator) -> Sizes:
    return Sizes(
        width=int(rng.choice([64, 96, 128])),
        depth=int(rng.choice([1, 2, 3])),
        dropout=float(rng.choice([0.0, 0.1, 0.2])),
    )


def _seconds(begun: float) -> str:
    return f"{time.process_time() - begun:.0f} s"


if __name__ == "__main__":
    typer.run(main)
