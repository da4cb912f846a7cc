"""One shop's whole record, and windows cut from it that know nothing of what came after."""

from dataclasses import dataclass, replace

import numpy as np

from ml_serving.models.demand_forecast.rhythm import Rhythm
from ml_serving.models.demand_forecast.window import Numbers, Window


@dataclass(frozen=True, slots=True)
class Series:
    """`values` in the shop's units, NaN where nothing was recorded; `weather` a row each.

    `shop` says which series stand under one roof, and so are left out together.
    """

    name: str
    shop: str
    category: str
    country: str
    rhythm: Rhythm
    start: np.datetime64
    values: Numbers
    weather: Numbers

    def step_of(self, time: str) -> int:
        """Number of the step at a local time."""
        unit = f"datetime64[{self.rhythm.unit}]"
        return int((np.datetime64(time).astype(unit) - self.start.astype(unit)).astype(int))


def no_weather(length: int) -> Numbers:
    """Weather that nobody knows."""
    return np.full((length, 4), np.nan)


def cut(
    series: Series,
    *,
    origin: int,
    horizon: int,
    history: int | None = None,
    weather_ahead: bool = False,
) -> tuple[Window, Numbers]:
    """The window at `origin` and what came after. `history` shortens what is known;
    `weather_ahead` hands the weather of the horizon in as if its forecast had been perfect."""
    begin = max(origin - min(history if history is not None else origin, series.rhythm.memory), 0)
    end = min(origin + horizon, len(series.values))
    weather = series.weather[begin:end].copy()
    if not weather_ahead:
        weather[origin - begin :] = np.nan
    window = Window(
        rhythm=series.rhythm,
        start=series.start + np.timedelta64(begin, series.rhythm.unit),
        history=series.values[begin:origin],
        horizon=end - origin,
        closed=np.zeros(end - begin, dtype=bool),
        weather=weather,
        category=series.category,
        country=series.country,
    )
    return window, series.values[origin:end]


def until(series: Series, end: int) -> Series:
    """The same record, ended before step `end`."""
    return replace(series, values=series.values[:end], weather=series.weather[:end])


def whole(series: Series) -> Window:
    """All of a record as one window's history, to learn priors from."""
    return cut(series, origin=len(series.values) - 1, horizon=1)[0]
