"""Simple forecasts, each of them right for some shop: the network weighs and corrects them.

A forecast that falls back on these can be mediocre, but never absurd.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml_serving.models.demand_forecast.past import DECAY, Past
from ml_serving.models.demand_forecast.window import Numbers, last_steps

ANCHORS: Final = (
    "same_step_last_week",
    "mean_of_four_weeks",
    "median_of_weeks",
    "usual",
    "usual_at_last_weeks_level",
    "usual_at_the_latest_level",
    "same_kind_of_day",
    "usual_with_last_years_season",
    "usual_with_holiday_habit",
    "latest_mean",
    "category",
    "usual_of_half_a_year",
)

_HALF_A_YEAR: Final = 26
"""Weeks. Where demand is mostly chance, only a long memory tells the step from its noise."""


def anchors_of(past: Past, *, season: Numbers, habit: Numbers) -> Numbers:
    """(horizon, anchors), in units of the level; always finite, never negative."""
    usual = past.usual[past.columns]
    level = np.exp(past.drift[past.rhythm.week])
    of_week = np.stack(
        [
            _latest_known(past.weeks, past.usual),
            _or(_mean(past.usual_weeks[:4]), past.usual),
            _or(_median(past.usual_weeks), past.usual),
        ]
    )[:, past.columns]
    rest = [
        usual,
        usual * level,
        usual * np.exp(past.drift[past.rhythm.short_span]),
        _same_kind_of_day(past),
        usual * level * np.exp(season),
        usual * level * np.exp(habit),
        _latest_mean(past),
        past.borrowed[past.columns],
        _half_a_year(past)[past.columns],
    ]
    return np.concatenate([of_week, np.stack(rest)]).T


def _half_a_year(past: Past) -> Numbers:
    line = last_steps(past.window, _HALF_A_YEAR * past.rhythm.week) / past.level.scale
    return _or(_mean(line.reshape(_HALF_A_YEAR, -1)), past.usual)


def _latest_known(weeks: Numbers, usual: Numbers) -> Numbers:
    known = np.isfinite(weeks)
    first = known.argmax(axis=0)
    return np.where(known.any(axis=0), weeks[first, np.arange(weeks.shape[1])], usual)


def _mean(weeks: Numbers) -> Numbers:
    known = np.isfinite(weeks)
    count = known.sum(axis=0)
    total = np.where(known, weeks, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _median(weeks: Numbers) -> Numbers:
    ordered = np.sort(weeks, axis=0)
    count = np.isfinite(weeks).sum(axis=0)
    every = np.arange(weeks.shape[1])
    low, high = np.maximum(count - 1, 0) // 2, count // 2
    high = np.minimum(high, np.maximum(count - 1, 0))
    return np.asarray((ordered[low, every] + ordered[high, every]) / 2)


def _or(values: Numbers, otherwise: Numbers) -> Numbers:
    return np.where(np.isfinite(values), values, otherwise)


def _same_kind_of_day(past: Past) -> Numbers:
    """Mean at this hour over past working days for a working day, over past days off for one."""
    weeks, day = past.rhythm.weeks_seen, past.rhythm.day
    rows = weeks * past.rhythm.week // day
    table = past.recent.reshape(rows, day)
    off = past.marks.off[: rows * day].reshape(rows, day)
    weight = (DECAY ** (np.arange(rows)[::-1] / 7))[:, None] * np.isfinite(table)
    hours = np.arange(past.window.horizon) % day
    usual = past.usual[past.columns]
    means = [_weighted(table, weight * (off == kind), hours, usual) for kind in (False, True)]
    return np.where(past.ahead.off, means[1], means[0])


def _weighted(table: Numbers, weight: Numbers, hours: NDArray[np.int64], usual: Numbers) -> Numbers:
    total = weight.sum(axis=0)[hours]
    mean = (np.nan_to_num(table) * weight).sum(axis=0)[hours] / np.maximum(total, 1e-9)
    return np.where(total > 0, mean, usual)


def _latest_mean(past: Past) -> Numbers:
    """Of the last four weeks at this hour, whatever the weekday."""
    day = past.rhythm.day
    table = past.recent[-4 * past.rhythm.week :].reshape(-1, day)
    hours = np.arange(past.window.horizon) % day
    return _or(_mean(table)[hours], past.usual[past.columns])
