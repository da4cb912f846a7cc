"""Silences of harmless days, and how often each of them would have raised an alarm."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.peaks import MONTH_DAYS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Harmless:
    """`height` of each silence: the highest that its statistic rose; `home` it was in; and the
    person-months that all were gathered in."""

    height: Floats
    home: NDArray[np.int64]
    months: float

    def level_for(self, budget_per_month: float) -> float:
        """The lowest level that at most `budget_per_month` silences a person-month rise above."""
        allowed = int(budget_per_month * self.months)
        if allowed >= len(self.height):
            return float(self.height.min(initial=0.0))
        return float(np.sort(self.height)[::-1][allowed])

    def alarms_per_month(self, level: float) -> float:
        return float((self.height > level).sum() / self.months)


def harmless(statistic: Floats, sign: NDArray[np.bool_], counted: Floats) -> Harmless:
    """Silences of a street out of arrays [T, H]: the statistic in each slot, whether the slot
    ended the silence, and the share of it that counts as time (0 while a home is still learnt)."""
    heights, homes = [], []
    for home in range(statistic.shape[1]):
        number: NDArray[np.int64] = np.cumsum(sign[:, home]) - sign[:, home]
        rows = counted[:, home] > 0
        top = np.full(int(number[-1]) + 1, -np.inf)
        np.maximum.at(top, number[rows], statistic[rows, home])
        top = top[np.isfinite(top)]
        heights.append(top)
        homes.append(np.full(len(top), home))
    months = float(counted.sum() / 96 / MONTH_DAYS)
    return Harmless(np.concatenate(heights), np.concatenate(homes), months)
