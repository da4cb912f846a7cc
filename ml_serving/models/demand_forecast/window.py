"""What is known when a forecast is made, and nothing later than that."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.demand_forecast.rhythm import Rhythm

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Times = NDArray[np.datetime64]

WEATHER: Final = ("temperature_c", "humidity_percent", "wind_m_s", "condition")
"""Columns of a window's weather; its condition is 1 clear, 2 cloud or mist, 3 light rain or snow,
4 heavy."""

_FIRST_MONDAY: Final = np.datetime64("1970-01-05", "D")


@dataclass(frozen=True, slots=True)
class Window:
    """One shop at one origin.

    `history` ends at the origin; NaN is a step that nobody knows (a gap, or a closed one).
    `closed` and `weather` reach over history and horizon; NaN is weather that nobody knows.
    `start` is the local time of the first step of the history.
    """

    rhythm: Rhythm
    start: np.datetime64
    history: Numbers
    horizon: int
    closed: Flags
    weather: Numbers
    category: str
    country: str

    @property
    def known(self) -> int:
        """Steps of history that carry a number."""
        return int(np.isfinite(self.history).sum())

    @property
    def times(self) -> Times:
        """Local time of each step of history and horizon."""
        steps = np.arange(len(self.history) + self.horizon)
        return np.asarray(self.start.astype(f"datetime64[{self.rhythm.unit}]") + steps)

    @property
    def ahead(self) -> Times:
        """Local time of each step to be forecast."""
        steps = np.arange(len(self.history), len(self.history) + self.horizon)
        return np.asarray(self.start.astype(f"datetime64[{self.rhythm.unit}]") + steps)


def slots(times: Times, rhythm: Rhythm) -> NDArray[np.int64]:
    """Place in the week, counted in steps from Monday (00:00)."""
    since = (times - _FIRST_MONDAY.astype(times.dtype)).astype(np.int64)
    return since % rhythm.week


def last_steps(window: Window, count: int) -> Numbers:
    """The last `count` steps of history, NaN before it began."""
    tail = window.history[-count:] if count else window.history[:0]
    return np.concatenate([np.full(count - len(tail), np.nan), tail])
