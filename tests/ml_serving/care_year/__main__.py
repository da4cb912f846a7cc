"""A year of simulated homes beside a fixed timer:

    python -m tests.ml_serving.care_year [--homes 500] [--days 365] [--town second] [--processes 2]
        [--kept FOLDER]

Prints the page, and writes it to `figures.md` when it was the whole year of the second town. With
a folder each street is kept as it was lived, and a run that was cut off goes on from there.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

from tests.ml_serving.care_year.kept import Street, kept_or_lived
from tests.ml_serving.care_year.measure import figures_of
from tests.ml_serving.care_year.page import page
from tests.ml_serving.care_year.told import Told
from tests.ml_serving.care_year.year import TOWNS, live_a_year

PAGE: Final = Path(__file__).parent / "figures.md"
AT_ONCE: Final = 125
"""Homes of a street: the model answers them in batches, in which a home costs a third less than in
a street of 50; two processes have two streets of the whole each."""
FIRST_SEEDS: Final = {"first": 60_000, "second": 20_000}
"""Others than those of the model's training, tuning and card."""
WHOLE: Final = (500, 365, "second")


def main(
    homes: Annotated[int, typer.Option(min=1)] = WHOLE[0],
    days: Annotated[int, typer.Option(min=45)] = WHOLE[1],
    town: str = WHOLE[2],
    processes: Annotated[int, typer.Option(min=1)] = 2,
    kept: Annotated[Path | None, typer.Option(file_okay=False)] = None,
) -> None:
    if town not in TOWNS:
        raise typer.BadParameter(f"one of {', '.join(TOWNS)}", param_hint="--town")
    told = _gathered(_streets(homes, days, town, kept), processes)
    figures = [figures_of(way, each) for way, each in told.items()]
    said = (homes, days, town)
    asked = "" if said == WHOLE else f" --homes {homes} --days {days} --town {town}"
    text = page(told, figures, asked=asked, town=town, days=days)
    typer.echo(text)
    if said == WHOLE:
        PAGE.write_text(text)


def _streets(homes: int, days: int, town: str, kept: Path | None) -> list[partial[Street]]:
    first = FIRST_SEEDS[town]
    starts = range(first, first + homes, AT_ONCE)
    seeds = [range(at, min(at + AT_ONCE, first + homes)) for at in starts]
    lives = [partial(live_a_year, town, list(street), days) for street in seeds]
    if kept is None:
        return lives
    kept.mkdir(parents=True, exist_ok=True)
    names = [f"{town}-{days}-{street.start}-{street.stop}.json" for street in seeds]
    return [
        partial(kept_or_lived, kept / name, live) for name, live in zip(names, lives, strict=True)
    ]


def _gathered(streets: Sequence[partial[Street]], processes: int) -> dict[str, list[Told]]:
    out: dict[str, list[Told]] = {}
    columns = (*Progress.get_default_columns(), MofNCompleteColumn(), TimeElapsedColumn())
    with (
        Progress(*columns) as progress,
        ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool,
    ):
        bar = progress.add_task("streets", total=len(streets))
        lived: list[Future[Street]] = [pool.submit(street) for street in streets]
        for _ in as_completed(lived):
            progress.advance(bar)
        for each in lived:
            for way, homes in each.result().items():
                out.setdefault(way, []).extend(homes)
    return out


if __name__ == "__main__":
    typer.run(main)
