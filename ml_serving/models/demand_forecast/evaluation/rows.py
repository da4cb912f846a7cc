"""What a comparison found: a row for each rival and task, and each rival over its tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from ml_serving.models.demand_forecast.evaluation.measures import Score

HEADLINE: Final = ("bikes by hour", "bikes by day", "sales by day")


@dataclass(frozen=True, slots=True)
class Row:
    """A rival on as many cases of a task as its budget allowed, and ours on exactly those."""

    task: str
    rival: str
    cases: int
    all_cases: int
    theirs: Score
    ours: Score
    seconds: float
    our_seconds: float


@dataclass(frozen=True, slots=True)
class Average:
    """A rival over its headline tasks, each task counting the same, and ours on the same cases."""

    rival: str
    tasks: int
    mase: float
    wql: float
    our_mase: float
    our_wql: float

    @property
    def beaten(self) -> bool:
        return self.our_mase < self.mase and self.our_wql < self.wql


def averages(rows: Sequence[Row]) -> list[Average]:
    """One for each rival, in the order in which they came."""
    headline = [row for row in rows if row.task in HEADLINE]
    return [
        _average([row for row in headline if row.rival == rival])
        for rival in dict.fromkeys(row.rival for row in headline)
    ]


def _average(rows: Sequence[Row]) -> Average:
    return Average(
        rival=rows[0].rival,
        tasks=len(rows),
        mase=fmean(row.theirs.mase for row in rows),
        wql=fmean(row.theirs.wql for row in rows),
        our_mase=fmean(row.ours.mase for row in rows),
        our_wql=fmean(row.ours.wql for row in rows),
    )
