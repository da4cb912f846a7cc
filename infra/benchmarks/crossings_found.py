"""Precision and recall on real tracks, clean and spoilt, beside the dense-geometry truth."""

from collections.abc import Iterator, Sequence

from infra.benchmarks.crossings.evaluate import (
    NOISES,
    Outcome,
    band_of,
    pooled,
    run_all,
    tolerance_of,
)
from infra.benchmarks.crossings.noise import Spoiling
from infra.benchmarks.crossings.score import Tally
from infra.benchmarks.crossings.tracks import data_folder
from infra.benchmarks.figures import Row
from infra.benchmarks.order import Order

CLEAN_GOAL, NOISY_GOAL, NOISY_M = 1.0, 0.99, 30.0


def run(order: Order) -> Iterator[Row]:
    """One row a noise; the ratio is the least of the four."""
    if not data_folder().is_dir():
        yield Row("crossings", "skipped: the recorded tracks are not here (set OSAN_DATA)")
        return
    for how, outcomes in run_all(NOISES[:1] if order.short else NOISES):
        yield _row(how, outcomes)


def _row(how: Spoiling, outcomes: list[Outcome]) -> Row:
    total, goal = pooled(outcomes), _goal(how)
    judged = outcomes if how.jitter_m == 0 else [total]
    least = min(_least((one.enter, one.exit)) for one in judged)
    return Row(
        name=f"crossings: {how.name}",
        product=f"arrivals {_describe(total.enter)}; departures {_describe(total.exit)}",
        yardstick=f"dense geometry, {_left_out(how, total)}",
        ratio=f"{least:.3f}",
        goal="" if goal is None else f"≥ {goal:.2f}",
        met=None if goal is None else least >= goal,
    )


def _goal(how: Spoiling) -> float | None:
    """Demanded of clean tracks, each by itself, and of 30 m of noise over all tracks."""
    if how.gaps or how.outliers:
        return None
    return {0.0: CLEAN_GOAL, NOISY_M: NOISY_GOAL}.get(how.jitter_m)


def _least(tallies: Sequence[Tally]) -> float:
    return min(value for tally in tallies for value in (tally.precision, tally.recall))


def _describe(tally: Tally) -> str:
    return (
        f"P {tally.precision:.3f} R {tally.recall:.3f} "
        f"({tally.hits} hit, {tally.missed} missed, {tally.false} false)"
    )


def _left_out(how: Spoiling, total: Outcome) -> str:
    band = band_of(how)
    left_out = total.enter.left_out + total.exit.left_out
    return (
        f"band {band.metres:g} m and {band.seconds:g} s ({left_out} found there left out), "
        f"tolerance {tolerance_of(how):g} s"
    )
