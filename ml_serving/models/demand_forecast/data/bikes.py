"""Bike rentals of Washington D.C. by the hour, 2011 and 2012 (UCI 275, CC BY 4.0)."""

import csv
from pathlib import Path
from typing import Final

import numpy as np

from ml_serving.models.demand_forecast.data.series import Series
from ml_serving.models.demand_forecast.rhythm import DAY, HOUR
from ml_serving.models.demand_forecast.window import Numbers

FILE: Final = "demand/bikeshare_hour.csv"
COUNTS: Final = ("cnt", "casual", "registered")
"""All rentals, and the two kinds of riders, who keep different hours."""

_START: Final = np.datetime64("2011-01-01T00", "h")
_WEATHER: Final = {"temp": 41.0, "hum": 100.0, "windspeed": 67.0 / 3.6, "weathersit": 1.0}
"""Columns with what turns the file's shares back into °C, %, m/s and the condition's number."""

_LEAST_HOURS: Final = 18
"""A day with fewer recorded hours has no sum."""


def read_hours(data: Path) -> list[Series]:
    """All, casual and registered rentals; hours that the file leaves out are unknown (NaN)."""
    with (data / FILE).open(newline="") as file:
        rows = list(csv.DictReader(file))
    steps = np.array([_step(row) for row in rows])
    length = int(steps.max()) + 1
    weather = np.full((length, len(_WEATHER)), np.nan)
    weather[steps] = [[float(row[name]) * unit for name, unit in _WEATHER.items()] for row in rows]
    made = []
    for count in COUNTS:
        values = np.full(length, np.nan)
        values[steps] = [float(row[count]) for row in rows]
        made.append(_series(count, values, weather))
    return made


def by_day(hours: Series) -> Series:
    """Sums of each day; its weather is the mean, its condition the mean of the daytime's."""
    days = hours.values.reshape(-1, 24)
    enough = np.isfinite(days).sum(axis=1) >= _LEAST_HOURS
    weather = hours.weather.reshape(len(days), 24, -1)
    known = np.isfinite(weather)
    mean = np.nansum(weather, axis=1) / np.maximum(known.sum(axis=1), 1)
    return Series(
        name=hours.name.replace("hour", "day"),
        shop=hours.shop,
        category=hours.category,
        country=hours.country,
        rhythm=DAY,
        start=hours.start.astype("datetime64[D]"),
        values=np.where(enough, np.nansum(days, axis=1), np.nan),
        weather=np.where(enough[:, None], mean, np.nan),
    )


def _step(row: dict[str, str]) -> int:
    month, day, year = (int(part) for part in row["dteday"].split("/"))
    date = np.datetime64(f"{year:04d}-{month:02d}-{day:02d}", "h")
    return int((date - _START).astype(int)) + int(row["hr"])


def _series(count: str, values: Numbers, weather: Numbers) -> Series:
    return Series(
        name=f"bikes-{count}-hour",
        shop="bikes",
        category="rental",
        country="US",
        rhythm=HOUR,
        start=_START,
        values=values,
        weather=weather,
    )
