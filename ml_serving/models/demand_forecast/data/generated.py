"""Shops that never were, to teach the network what the public data hold too little of.

Korean holidays, closed days, promotions, rain, growth, moves of level, and sizes from one order
a day to ten thousand. Nothing in an evaluation's table is counted on them.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator

from ml_serving.models.demand_forecast.data.series import Series, no_weather
from ml_serving.models.demand_forecast.data.shop_days import DayDrawn, draw_days
from ml_serving.models.demand_forecast.level import ANY
from ml_serving.models.demand_forecast.rhythm import DAY, HOUR, Rhythm
from ml_serving.models.demand_forecast.window import Numbers

SMALLEST: Final = 1.0
LARGEST: Final = 10_000.0

_PRICED: Final = 0.25
"""Share of shops that count money and not orders."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long a generated record is, in days."""

    least: int
    most: int


_LENGTHS: Final = {"day": Lengths(least=60, most=900), "hour": Lengths(least=30, most=120)}


def generate_shops(*, count: int, rhythm: Rhythm, rng: Generator) -> list[Series]:
    """Shops under Korean holidays; the same generator state gives the same shops."""
    return [_shop(number, rhythm, rng) for number in range(count)]


def _shop(number: int, rhythm: Rhythm, rng: Generator) -> Series:
    lengths = _LENGTHS[rhythm.name]
    days = int(rng.integers(lengths.least, lengths.most))
    start = np.datetime64("2015-01-01", "D") + np.timedelta64(int(rng.integers(0, 3600)), "D")
    level = float(np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST))))
    drawn = draw_days(start=start, days=days, country="KR", rng=rng)
    expected = level * drawn.expected
    if rhythm is HOUR:
        expected = (expected[:, None] * _shape_of_day(drawn, rng)).ravel()
    values = _counted(expected, rng)
    return Series(
        name=f"generated-{number}-{rhythm.name}",
        shop=f"generated-{number}",
        category=ANY,
        country="KR",
        rhythm=rhythm,
        start=start.astype(f"datetime64[{rhythm.unit}]"),
        values=_told_closed(values, drawn, rhythm, rng),
        weather=_weather(drawn, rhythm, rng),
    )


def _shape_of_day(drawn: DayDrawn, rng: Generator) -> Numbers:
    """(days, 24), each row of sum 1: humps at meals while open; days off differ."""
    hours = np.arange(24)
    opens, closes = rng.integers(0, 12), rng.integers(17, 25)
    shapes = []
    for shift in (0.0, float(rng.normal(0, 1.5))):
        middles = np.array([8.5, 12.5, 18.5]) + shift + rng.normal(0, 0.8, 3)
        heights = rng.gamma(1.0, 1.0, 3)
        humps = heights * np.exp(-(((hours[:, None] - middles) / rng.uniform(0.8, 3.0, 3)) ** 2))
        shape = (humps.sum(axis=1) + rng.uniform(0.02, 0.4)) * ((hours >= opens) & (hours < closes))
        shapes.append(shape / shape.sum())
    return np.where(drawn.off[:, None], shapes[1], shapes[0])


def _counted(expected: Numbers, rng: Generator) -> Numbers:
    """Orders are a gamma-mixed Poisson count; some shops count their takings instead."""
    noise = float(rng.choice([0.05, 0.1, 0.2, 0.35, 0.5]))
    shape = 1 / noise**2
    orders = rng.poisson(expected * rng.gamma(shape, 1 / shape, len(expected)))
    if rng.random() > _PRICED:
        return orders.astype(np.float64)
    ticket = rng.uniform(3, 40) * rng.gamma(np.maximum(orders, 1) * 2.0, 0.5)
    return np.asarray(np.where(orders > 0, ticket, 0.0).round(2))


def _told_closed(values: Numbers, drawn: DayDrawn, rhythm: Rhythm, rng: Generator) -> Numbers:
    """Half of the shops say when they are closed (unknown demand), half just sell nothing."""
    if rng.random() < 0.5:
        return values
    return np.where(np.repeat(drawn.closed, rhythm.day), np.nan, values)


def _weather(drawn: DayDrawn, rhythm: Rhythm, rng: Generator) -> Numbers:
    if rng.random() < 0.5:
        return no_weather(len(drawn.expected) * rhythm.day)
    weather = np.repeat(drawn.weather, rhythm.day, axis=0)
    if rhythm is not DAY:
        hour = np.tile(np.arange(24), len(drawn.expected))
        weather[:, 0] += 4 * np.cos(2 * np.pi * (hour - 15) / 24)
    return weather
