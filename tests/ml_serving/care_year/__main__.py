"""A year of simulated homes beside a fixed timer:

    python -m tests.ml_serving.care_year [--homes 500] [--days 365] [--town second] [--processes 2]

Prints the page, and writes it to `figures.md` when it was the whole year of the second town.
"""

from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import Progress

from tests.ml_serving.care_year.measure import figures_of
from tests.ml_serving.care_year.page import page
from tests.ml_serving.care_year.told import Told
from tests.ml_serving.care_year.year import TOWNS, live_a_year

PAGE: Final = Path(__file__).parent / "figures.md"
AT_ONCE: Final = 50
FIRST_SEEDS: Final = {"first": 60_000, "second": 20_000}
"""Others than those of the model's training, tuning and card."""
WHOLE: Final = (500, 365, "second")


def main(
    homes: Annotated[int, typer.Option(min=1)] = WHOLE[0],
    days: Annotated[int, typer.Option(min=45)] = WHOLE[1],
    town: str = WHOLE[2],
    processes: Annotated[int, typer.Option(min=1)] = 2,
) -> None:
    if town not in TOWNS:
        raise typer.BadParameter(f"one of {', '.join(TOWNS)}", param_hint="--town")
    first = FIRST_SEEDS[town]
    seeds = [range(first + at, first + min(at + AT_ONCE, homes)) for at in range(0, homes, AT_ONCE)]
    told = _gathered(town, seeds, days, processes)
    figures = [figures_of(way, each) for way, each in told.items()]
    said = (homes, days, town)
    asked = "" if said == WHOLE else f" --homes {homes} --days {days} --town {town}"
    text = page(told, figures, asked=asked, town=town, days=days)
    typer.echo(text)
    if said == WHOLE:
        PAGE.write_text(text)


def _gathered(town: str, streets: list[range], days: int, processes: int) -> dict[str, list[Told]]:
    out: dict[str, list[Told]] = {}
    with (
        Progress() as progress,
        ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool,
    ):
        bar = progress.add_task("streets", total=len(streets))
        lived: list[Future[dict[str, list[Told]]]] = [
            pool.submit(live_a_year, town, list(street), days) for street in streets
        ]
        for _ in as_completed(lived):
            progress.advance(bar)
        for each in lived:
            for way, homes in each.result().items():
                out.setdefault(way, []).extend(homes)
    return out


if __name__ == "__main__":
    typer.run(main)
