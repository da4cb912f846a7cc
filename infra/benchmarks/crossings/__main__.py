"""`python -m infra.benchmarks.crossings [--draw FOLDER]`: the table, and its demands."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from infra.benchmarks.crossings import picture, speed
from infra.benchmarks.crossings.evaluate import (
    NOISES,
    Outcome,
    band_of,
    courses,
    evaluate,
    pooled,
    run_all,
    tolerance_of,
)
from infra.benchmarks.crossings.noise import Spoiling
from infra.benchmarks.crossings.score import Tally
from infra.benchmarks.crossings.tracks import broken_track, data_folder
from infra.benchmarks.crossings.truth import Band

DEMANDED_AT_M = 30.0
DEMANDED = 0.99


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--draw", type=Path, help="folder for pictures of the noisy tracks")
    arguments = options.parse_args()
    console = Console(width=150)
    if not data_folder().is_dir():
        console.print(f"skipped: no tracks in {data_folder()} (set OSAN_DATA)")
        return
    _introduce(console)
    console.print(failures := _judge_all(console))
    _half_the_band(console)
    for name, microseconds in speed.measure().items():
        console.print(f"{microseconds:8.1f} us a fix: {name}")
    if arguments.draw:
        for course in courses():
            console.print(picture.draw(course, NOISES[6], 1, arguments.draw))
    if failures:
        raise SystemExit(1)


def _introduce(console: Console) -> None:
    for course in courses():
        track = course.track
        console.print(
            f"{track.name}: {len(track.points)} points ({track.skipped} without a believable "
            f"time skipped), {len(course.places)} places"
        )
    broken = broken_track()
    assert broken.points == []
    console.print(f"{broken.name}: all {broken.skipped} points of 1901 skipped")


def _judge_all(console: Console) -> list[str]:
    table = Table(
        "noise", "band", "tolerance", "enter P", "enter R", "exit P", "exit R",
        "enter hit/miss/false", "exit hit/miss/false", "left out", "off p90 s", "us a fix",
    )  # fmt: skip
    failures: list[str] = []
    for how, outcomes in run_all():
        total = pooled(outcomes)
        _add(table, how, band_of(how), total)
        failures += _unmet(how, outcomes, total)
    console.print(table)
    return failures


def _half_the_band(console: Console) -> None:
    """The same at 30 m with half the grazing band: what the band hides."""
    how = Spoiling("30 m, says so, half the band", DEMANDED_AT_M, messy=True)
    band = Band(DEMANDED_AT_M / 2, DEMANDED_AT_M / 2)
    total = pooled([evaluate(course, how, band=band) for course in range(len(courses()))])
    console.print(
        f"{how.name}: enter P {total.enter.precision:.3f} R {total.enter.recall:.3f}, "
        f"exit P {total.exit.precision:.3f} R {total.exit.recall:.3f} (not demanded)"
    )


def _add(table: Table, how: Spoiling, band: Band, total: Outcome) -> None:
    offs = sorted(abs(off) for off in total.enter.offs_s + total.exit.offs_s)
    table.add_row(
        how.name,
        f"{band.metres:g} m {band.seconds:g} s",
        f"{tolerance_of(how):g} s",
        *(f"{value:.3f}" for t in (total.enter, total.exit) for value in (t.precision, t.recall)),
        _counts(total.enter),
        _counts(total.exit),
        str(total.enter.left_out + total.exit.left_out),
        f"{offs[len(offs) * 9 // 10]:.0f}" if offs else "-",
        f"{total.cpu_s / total.fixes * 1e6:.0f}",
    )


def _counts(tally: Tally) -> str:
    return f"{tally.hits}/{tally.missed}/{tally.false}"


def _unmet(how: Spoiling, outcomes: list[Outcome], total: Outcome) -> list[str]:
    """Clean: every track perfect. At 30 m: 0.99 over all tracks, unless the noise also lies."""
    if how.jitter_m == 0:
        judged, demanded = outcomes, 1.0
    elif how.jitter_m == DEMANDED_AT_M and how.says != "lies" and not how.outliers:
        judged, demanded = [total], DEMANDED
    else:
        return []
    return [
        f"{how.name}: below {demanded}"
        for outcome in judged
        for tally in (outcome.enter, outcome.exit)
        if min(tally.precision, tally.recall) < demanded
    ]


if __name__ == "__main__":
    main()
