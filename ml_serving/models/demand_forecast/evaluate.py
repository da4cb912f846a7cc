"""`python -m ml_serving.models.demand_forecast.evaluate`: the test split, once, beside rivals."""

import time
from pathlib import Path
from typing import Annotated

import torch
import typer
from rich.console import Console

from ml_serving.archive import BadArchive, open_archive
from ml_serving.contract import Archive, Device
from ml_serving.models.demand_forecast.chosen import SEED
from ml_serving.models.demand_forecast.data.gather import FULL, SHORT
from ml_serving.models.demand_forecast.data.kept import gathered
from ml_serving.models.demand_forecast.evaluation.compare import (
    Contest,
    compare,
    compare_new_shops,
)
from ml_serving.models.demand_forecast.evaluation.parts import Parts
from ml_serving.models.demand_forecast.evaluation.pictures import draw_forecasts
from ml_serving.models.demand_forecast.evaluation.rivals.boosted_trees import Boosted, load_or_fit
from ml_serving.models.demand_forecast.evaluation.rivals.chosen_trees import TREES
from ml_serving.models.demand_forecast.evaluation.rows import HEADLINE
from ml_serving.models.demand_forecast.evaluation.table import into_card, markdown
from ml_serving.models.demand_forecast.evaluation.tasks import read_tasks
from ml_serving.models.demand_forecast.predict import load
from ml_serving.models.demand_forecast.rhythm import RHYTHMS

HERE = Path(__file__).parent


def main(
    data: Annotated[Path, typer.Option(envvar="OSAN_DATA")] = Path("../shared/data"),
    work: Annotated[Path, typer.Option(help="Parts that are done.")] = Path("var/demand-forecast"),
    archive: Annotated[Path, typer.Option()] = HERE / "demand-forecast-1.0.0.zip",
    short: Annotated[bool, typer.Option(help="A few series; the card stays as it is.")] = False,
) -> None:
    """Score everyone, write the card's tables and a picture. A run that was cut goes on."""
    torch.set_num_threads(1)
    console = Console()
    opened = open_archive(archive)
    assert not isinstance(opened, BadArchive), opened
    contest = _contest(opened, data=data, work=work / "short" if short else work, short=short)
    rows = compare(contest, console.log)
    tables = markdown(rows, compare_new_shops(contest, console.log))
    console.print(tables, soft_wrap=True, highlight=False)
    _picture(contest, contest.parts.folder / "forecasts.png")
    if not short:
        into_card(HERE / "card.md", tables)


def _contest(opened: Archive, *, data: Path, work: Path, short: bool) -> Contest:
    return Contest(
        forecasters=load(opened, Device()).forecasters,
        boosted={name: _boosted(name, data=data, work=work, short=short) for name in RHYTHMS},
        parts=Parts(folder=work / "parts", clock=time.process_time),
        mark=opened.sha256[:8],
        data=data,
        short=short,
    )


def _boosted(name: str, *, data: Path, work: Path, short: bool) -> Boosted:
    amount = (SHORT if short else FULL)[name]
    material = gathered(data=data, rhythm=RHYTHMS[name], amount=amount, seed=SEED, work=work)
    return load_or_fit(material, TREES[name], seed=SEED, path=work / f"trees-{name}")


def _picture(contest: Contest, path: Path) -> None:
    shown = []
    for task in read_tasks(contest.data, short=contest.short):
        if task.name in HEADLINE:
            forecasts = contest.ours(task).forecasts
            middle = len(forecasts) // 2
            shown.append((task.name, task.cases[middle], forecasts[middle]))
    draw_forecasts(shown, path)


if __name__ == "__main__":
    typer.run(main)
