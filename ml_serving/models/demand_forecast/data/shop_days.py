"""The expected demand of one generated shop for each day, in units of its level."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from ml_serving.models.demand_forecast.day_marks import FAR, FEAST_REACH, Marks, marks_of
from ml_serving.models.demand_forecast.window import Flags, Numbers


@dataclass(frozen=True, slots=True)
class DayDrawn:
    """`expected` is 0 where closed; `weather` has the columns of a window's weather."""

    expected: Numbers
    closed: Flags
    off: Flags
    weather: Numbers


def draw_days(*, start: np.datetime64, days: int, country: str, rng: Generator) -> DayDrawn:
    """A product of independent habits, each drawn once for the shop."""
    marks = marks_of(start + np.arange(days), country)
    weather = _weather(start, days, rng)
    logs = (
        _trend(days, rng)
        + _week(marks, rng)
        + _season(marks, rng)
        + _holidays(marks, rng)
        + _promotions(days, rng)
        + _felt_weather(weather, rng)
    )
    closed = _closed(marks, rng)
    expected = np.where(closed, 0.0, np.exp(np.clip(logs, -4, 2.5)))
    return DayDrawn(expected=expected, closed=closed, off=marks.off, weather=weather)


def _trend(days: int, rng: Generator) -> Numbers:
    time = np.arange(days) / 365
    walk = np.cumsum(rng.normal(0, rng.choice([0.0, 0.005, 0.015, 0.03]), days))
    line = rng.normal(0, 0.35) * time
    if rng.random() < 0.2:
        line += rng.normal(0, 0.5) * (np.arange(days) > rng.integers(0, days))
    return np.asarray(walk + line)


def _week(marks: Marks, rng: Generator) -> Numbers:
    weekdays = rng.normal(0, rng.choice([0.05, 0.15, 0.35]), 7)
    weekend = rng.normal(0, 0.4)
    return np.asarray(weekdays[marks.weekday] + weekend * (marks.weekday >= 5))


def _season(marks: Marks, rng: Generator) -> Numbers:
    turn = 2 * np.pi * (marks.month + marks.month_day / 31) / 12
    pay = rng.normal(0, 0.06) * np.cos(2 * np.pi * (marks.month_day - 25) / 31)
    return np.asarray(abs(rng.normal(0, 0.25)) * np.cos(turn - rng.uniform(0, 2 * np.pi)) + pay)


def _holidays(marks: Marks, rng: Generator) -> Numbers:
    """As on a Sunday or against it on a holiday; a wave before a feast and a lull after."""
    around = np.concatenate(
        [rng.normal(0.15, 0.3, FEAST_REACH), rng.normal(-0.3, 0.6, 1), rng.normal(-0.1, 0.3, 3)]
    )
    feast = marks.feast_distance
    near = feast != FAR
    effect = np.where(near, around[np.where(near, feast, 0) + FEAST_REACH], 0.0)
    effect += rng.normal(0.0, 0.4) * (marks.holiday & ~near)
    return np.asarray(effect + rng.normal(0, 0.1) * marks.eve)


def _promotions(days: int, rng: Generator) -> Numbers:
    lift = np.zeros(days)
    for begin in np.flatnonzero(rng.random(days) < rng.choice([0.0, 0.01, 0.03])):
        lift[begin : begin + rng.integers(1, 6)] = rng.uniform(0.15, 0.9)
    return lift


def _closed(marks: Marks, rng: Generator) -> Flags:
    """A weekday of rest, every second and fourth Sunday as large markets must, feasts, holidays."""
    closed = np.zeros(len(marks.weekday), dtype=bool)
    if rng.random() < 0.35:
        closed |= marks.weekday == rng.integers(0, 7)
    if rng.random() < 0.1:
        closed |= (marks.weekday == 6) & np.isin((marks.month_day - 1) // 7, (1, 3))
    if rng.random() < 0.4:
        closed |= np.abs(marks.feast_distance) <= rng.integers(0, 2)
    if rng.random() < 0.15:
        closed |= marks.holiday
    return closed


def _weather(start: np.datetime64, days: int, rng: Generator) -> Numbers:
    """Osan's year roughly: −3 to 26 °C in the mean, wetter in summer, each day like the last."""
    dates = (start + np.arange(days)).astype("datetime64[D]")
    turn = 2 * np.pi * ((dates - dates.astype("datetime64[Y]")).astype(int) - 205) / 365
    memory = _remembered(days, rng)
    temperature = 11.5 + 14.5 * np.cos(turn) + 3 * memory[0]
    humidity = np.clip(62 + 12 * np.cos(turn) + 13 * memory[1], 15, 100)
    wet = memory[1] + 0.4 * np.cos(turn)
    condition = 1.0 + (wet > 0) + (wet > 1.0) + (wet > 2.0)
    return np.stack([temperature, humidity, np.abs(2.5 + 1.2 * memory[2]), condition], axis=1)


def _remembered(days: int, rng: Generator) -> Numbers:
    drawn = rng.normal(0, 1, (3, days))
    for day in range(1, days):
        drawn[:, day] = 0.7 * drawn[:, day - 1] + 0.71 * drawn[:, day]
    return drawn


def _felt_weather(weather: Numbers, rng: Generator) -> Numbers:
    warmth = rng.normal(0, 0.012) * (weather[:, 0] - 12)
    rain = rng.normal(-0.1, 0.18) * np.maximum(weather[:, 3] - 2, 0)
    return np.asarray(warmth + rain)
