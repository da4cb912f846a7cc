"""Windows of a NAB series found by alarms, and alarms that found none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.evaluation.nab import Series
from ml_serving.models.activity_anomaly.moments import SLOTS_A_DAY
from ml_serving.models.activity_anomaly.peaks import MONTH_DAYS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """At one level: windows with an alarm in them, alarms outside of all windows by month, and
    the hours from each found window's beginning to its first alarm."""

    windows: int
    found: int
    false_per_month: float
    alarms: int
    true_alarms: int
    delays_h: Sequence[float]


def score(series: Series, usual: Floats, sign: NDArray[np.bool_], level: float) -> Found:
    """`usual` and `sign` are a detector's statistic and ends of silences, [T]."""
    begins = alarms_of(usual, sign, level, series.first_judged)
    inside = [[at for at in begins if start <= at <= end] for start, end in series.windows]
    true_alarms = sum(map(len, inside))
    months = (len(usual) - series.first_judged) / SLOTS_A_DAY / MONTH_DAYS
    starts = [start for start, _ in series.windows]
    delays = [(hit[0] - start) / 4 for hit, start in zip(inside, starts, strict=True) if hit]
    return Found(
        windows=len(series.windows),
        found=len(delays),
        false_per_month=(len(begins) - true_alarms) / months,
        alarms=len(begins),
        true_alarms=true_alarms,
        delays_h=delays,
    )


def alarms_of(usual: Floats, sign: NDArray[np.bool_], level: float, first: int) -> list[int]:
    """The slots in which an alarm begins: one a silence."""
    begins, rung = [], False
    for slot in range(len(usual)):
        if not rung and usual[slot] > level and slot >= first:
            begins.append(slot)
            rung = True
        rung = rung and not sign[slot]
    return begins


def level_at(series: Series, usual: Floats, sign: NDArray[np.bool_], budget: float) -> float:
    """The lowest level with at most `budget` false alarms a month on this series."""
    tried = np.unique(usual[series.first_judged :])
    low, high = 0, len(tried) - 1
    while low < high:
        middle = (low + high) // 2
        if score(series, usual, sign, float(tried[middle])).false_per_month <= budget:
            high = middle
        else:
            low = middle + 1
    return float(tried[low])


def totals(found: Mapping[str, Found]) -> tuple[int, int, float]:
    """Windows, windows found, precision over all alarms."""
    alarms = sum(each.alarms for each in found.values())
    true_alarms = sum(each.true_alarms for each in found.values())
    windows = sum(each.windows for each in found.values())
    return windows, sum(each.found for each in found.values()), true_alarms / max(1, alarms)
