"""Evaluates the shipped weights beside a fixed timer and a rule by the hour; writes `card.md`.

    python -m ml_serving.models.activity_anomaly.evaluate [--short]

The rivals' settings and every level "as tuned" come from homes of `homes/`; figures are of homes of
`homes_apart/`, which are simulated here for the first time, and of the NAB series. Correctness is
asserted on the way: all detectors see the same homes, falls and outages.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer

from ml_serving.archive import BadArchive, open_archive
from ml_serving.contract import Tensors
from ml_serving.models.activity_anomaly.evaluation.contest import (
    OURS,
    TIMER,
    Contest,
    hold,
    levels,
    per_home,
)
from ml_serving.models.activity_anomaly.evaluation.curves import draw_delays
from ml_serving.models.activity_anomaly.evaluation.falls import draw_falls
from ml_serving.models.activity_anomaly.evaluation.nab_contest import nab_table
from ml_serving.models.activity_anomaly.evaluation.rivals import EIGHT_HOURS
from ml_serving.models.activity_anomaly.evaluation.table import by_kind, rows_of, write_between
from ml_serving.models.activity_anomaly.evaluation.tuning import (
    UNTUNED,
    tuned_quantiles,
    with_rules,
)
from ml_serving.models.activity_anomaly.homes.generate import generate
from ml_serving.models.activity_anomaly.homes_apart.simulate import simulate
from ml_serving.models.activity_anomaly.peaks import level_for
from ml_serving.models.activity_anomaly.recorded_home import RecordedHome
from ml_serving.models.activity_anomaly.rehearsal.lay_out import lay_out
from ml_serving.models.activity_anomaly.training.manifest import VERSION
from ml_serving.models.activity_anomaly.training.progress import bar

HERE: Final = Path(__file__).parent
TUNING: Final = 40_000
"""First seed of the homes on which rivals are tuned; those of training are others."""
REPORTED, REHEARSED = 0, 8_000
"""First seeds of the homes apart: of the card's figures, and of a short run while one works."""
BUDGET, RARE = 1.0, 1 / 6
"""False alarms a person-month: what is judged here, and what a call of the care team may cost."""


def main(
    short: Annotated[bool, typer.Option(help="a few other homes; writes no card")] = False,
    data: Annotated[Path, typer.Option(envvar="OSAN_DATA")] = Path("../shared/data"),
    archive: Path = HERE / f"activity-anomaly-{VERSION}.zip",
) -> None:
    first, homes, days = (REHEARSED, 16, 60) if short else (REPORTED, 64, 182)
    weights = _weights(archive)
    tuning = _contest([generate(TUNING + n, days) for n in range(homes // 2)], weights, UNTUNED)
    quantiles = tuned_quantiles(tuning)
    ruled = with_rules(tuning, quantiles)
    tuned, rare = _tuned(ruled, weights, BUDGET), _tuned(ruled, weights, RARE)
    contest = _contest([simulate(first + n, days) for n in range(homes)], weights, quantiles)
    _assert_fair(contest)
    tables = {
        "tuned": _as_tuned(contest, tuned),
        "equal": _equal(contest, BUDGET),
        "tuned-rare": _as_tuned(contest, rare),
        "equal-rare": _equal(contest, RARE),
        "kinds": by_kind(contest, levels(contest, BUDGET)),
    }
    if (data / "smart_home").is_dir():
        tables["nab"] = nab_table(data / "smart_home", weights, tuned, quantiles)
    else:
        typer.echo(f"no NAB series in {data}; set OSAN_DATA. Their table stays as it was")
    for name, text in tables.items():
        typer.echo(f"{name}\n{text}\n")
        if not short:
            write_between(HERE / "card.md", name, text)
    draw_delays((Path("var/activity_anomaly") if short else HERE) / "delays.png", contest)


def _weights(archive: Path) -> Tensors:
    opened = open_archive(archive)
    if isinstance(opened, BadArchive):
        raise typer.BadParameter(opened.reason)
    return opened.weights


def _contest(
    homes: Sequence[RecordedHome], weights: Tensors, quantiles: Mapping[str, float]
) -> Contest:
    street = lay_out(homes)
    falls = draw_falls(street, each=4, after_day=30, random=np.random.default_rng(11))
    with bar("homes", homes[0].days) as tell:
        return hold(street, falls, weights, quantiles, tell)


def _tuned(tuning: Contest, weights: Tensors, budget: float) -> Mapping[str, float]:
    """Levels from the homes for tuning; ours is the one in the archive."""
    return {**levels(tuning, budget), OURS: level_for(budget, weights)}


def _as_tuned(contest: Contest, tuned: Mapping[str, float]) -> str:
    eight = ("fixed timer of 8 h, as it is", TIMER, EIGHT_HOURS)
    return rows_of(contest, [*((name, name, tuned[name]) for name in contest.lines), eight])


def _equal(contest: Contest, budget: float) -> str:
    return rows_of(contest, [(name, name, at) for name, at in levels(contest, budget).items()])


def _assert_fair(contest: Contest) -> None:
    shapes = {(lines.usual.shape, lines.fallen.shape) for lines in contest.lines.values()}
    assert len(shapes) == 1, "every detector has judged the same homes and falls"
    rates = levels(contest, BUDGET)
    for name, level in rates.items():
        silences = contest.lines[name].harmless()
        assert silences.alarms_per_month(level) <= BUDGET + 1e-9, name
    worst = per_home(contest.lines[OURS], rates[OURS])[0]
    typer.echo(f"the home with most false alarms had {worst:.1f} a month")


if __name__ == "__main__":
    typer.run(main)
