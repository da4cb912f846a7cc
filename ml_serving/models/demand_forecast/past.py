"""A window's history, laid out the ways in which the anchors and the features read it.

All demand here is in units of the level. Columns of a "weeks" table are the steps after the
origin, modulo a week: what lies in column j happened at the hour and weekday of step j ahead.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.demand_forecast.day_marks import FAR, Marks, marks_of
from ml_serving.models.demand_forecast.level import Level
from ml_serving.models.demand_forecast.rhythm import Rhythm
from ml_serving.models.demand_forecast.window import Flags, Numbers, Window, last_steps, slots

DECAY: Final = 0.8
"""Weight of a week against the one after it."""

PRIOR_WEEKS: Final = 0.3
"""The category's shape counts as much as this many weeks of one's own."""

_SOFT: Final = 0.25
"""Keeps logarithms of ratios quiet where there is next to nothing to compare."""


@dataclass(frozen=True)
class Past:
    """One window seen from its origin. Tables are worked out when first asked for."""

    window: Window
    level: Level

    @property
    def rhythm(self) -> Rhythm:
        return self.window.rhythm

    @cached_property
    def marks(self) -> Marks:
        """Marks of the steps of the last weeks and of the horizon."""
        return marks_of(self._times, self.window.country)

    @cached_property
    def _times(self) -> NDArray[np.datetime64]:
        reach = self.rhythm.weeks_seen * self.rhythm.week
        origin = self.window.ahead[0]
        return np.asarray(origin + np.arange(-reach, self.window.horizon))

    @cached_property
    def ahead(self) -> Marks:
        """Marks of each step of the horizon."""
        reach = self.rhythm.weeks_seen * self.rhythm.week
        return self.marks.at(np.arange(reach, reach + self.window.horizon))

    @cached_property
    def columns(self) -> NDArray[np.int64]:
        """Column of the weeks' tables for each step ahead."""
        return np.arange(self.window.horizon) % self.rhythm.week

    @cached_property
    def recent(self) -> Numbers:
        """The last weeks as one line, oldest first."""
        reach = self.rhythm.weeks_seen * self.rhythm.week
        return last_steps(self.window, reach) / self.level.scale

    @cached_property
    def weeks(self) -> Numbers:
        """(weeks, steps of a week), the latest week first."""
        return self.recent.reshape(self.rhythm.weeks_seen, -1)[::-1]

    @cached_property
    def usual_weeks(self) -> Numbers:
        """The same without holidays and the days about a feast, which tell little of others."""
        reach = self.rhythm.weeks_seen * self.rhythm.week
        past = self.marks.at(np.arange(reach))
        unusual: Flags = past.holiday | (np.abs(past.feast_distance) <= 1)
        line = np.where(unusual, np.nan, self.recent)
        return np.asarray(line.reshape(self.rhythm.weeks_seen, -1)[::-1])

    @cached_property
    def borrowed(self) -> Numbers:
        """The category's shape, one number for each column."""
        ahead = self.window.ahead[0] + np.arange(self.rhythm.week)
        return np.asarray(self.level.profile[slots(ahead, self.rhythm)])

    @cached_property
    def usual(self) -> Numbers:
        """What each step of a week is wont to bring, later weeks weighing more."""
        known = np.isfinite(self.usual_weeks)
        weight = DECAY ** np.arange(self.rhythm.weeks_seen)[:, None] * known
        total = (weight * np.where(known, self.usual_weeks, 0.0)).sum(axis=0)
        return np.asarray(
            (total + PRIOR_WEEKS * self.borrowed) / (weight.sum(axis=0) + PRIOR_WEEKS)
        )

    @cached_property
    def drift(self) -> dict[int, float]:
        """Log ratio of what came to what was usual, over each span before the origin."""
        usual = np.tile(self.usual, self.rhythm.weeks_seen)
        known = np.isfinite(self.recent)
        came = np.cumsum(np.where(known, self.recent, 0.0)[::-1])
        wont = np.cumsum(np.where(known, usual, 0.0)[::-1])
        return {
            span: float(np.log((came[span - 1] + _SOFT) / (wont[span - 1] + _SOFT)))
            for span in self.rhythm.spans
        }

    @cached_property
    def days(self) -> Numbers:
        """Mean demand a step of each whole day before the origin, the latest last."""
        whole = len(self.window.history) // self.rhythm.day
        line = last_steps(self.window, whole * self.rhythm.day).reshape(whole, self.rhythm.day)
        known = np.isfinite(line)
        sums = np.where(known, line, 0.0).sum(axis=1)
        mean = sums / np.maximum(known.sum(axis=1), 1)
        return np.where(known.mean(axis=1) > 0.7, mean / self.level.scale, np.nan)

    @cached_property
    def day_numbers(self) -> NDArray[np.int64]:
        """For each step ahead, the place of its day in `days`, counted on past their end."""
        return len(self.days) + np.arange(self.window.horizon) // self.rhythm.day

    def nearest_feast(self) -> Flags:
        """Steps ahead that lie about a feast."""
        return np.asarray(self.ahead.feast_distance != FAR)
