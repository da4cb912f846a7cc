"""What a date is: a day off, a public holiday, or a step towards or away from a great feast."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import holidays
import numpy as np
from numpy.typing import NDArray

from ml_serving.models.demand_forecast.window import Flags, Times

FEASTS: Final = {
    "KR": ("Korean New Year", "Chuseok"),
    "US": ("Thanksgiving Day", "Christmas Day"),
}
"""Days around which shops close and families gather. Seollal and Chuseok follow the moon, so a
distance in days says what a date in the solar year cannot."""

FEAST_REACH: Final = 3
FAR: Final = 99
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2049
"""Beyond it the Korean lunar feasts are not tabulated reliably."""


@dataclass(frozen=True, slots=True)
class Marks:
    """One row a day. `feast_distance` is days after (+) or before (-) the nearest feast, `FAR`
    beyond `FEAST_REACH`; `rest_run` is how many days off stand in a row around a day off."""

    weekday: NDArray[np.int64]
    month: NDArray[np.int64]
    month_day: NDArray[np.int64]
    off: Flags
    holiday: Flags
    eve: Flags
    after: Flags
    feast: NDArray[np.int64]
    feast_distance: NDArray[np.int64]
    rest_run: NDArray[np.int64]

    def at(self, rows: NDArray[np.int64]) -> "Marks":
        """The marks of some of the days."""
        return Marks(**{name: getattr(self, name)[rows] for name in self.__slots__})


def marks_of(times: Times, country: str) -> Marks:
    """Marks of the day that each time lies in."""
    days = times.astype("datetime64[D]")
    years = days.astype("datetime64[Y]").astype(np.int64) + 1970
    first, last = int(years.min()), int(years.max())
    table = _table(country, first, last)
    return table.at((days - np.datetime64(f"{first}-01-01", "D")).astype(np.int64))


@lru_cache(maxsize=256)
def _table(country: str, first: int, last: int) -> Marks:
    days = np.arange(f"{first}-01-01", f"{last + 1}-01-01", dtype="datetime64[D]")
    named = {
        day: title
        for year in range(first - 1, last + 2)
        for day, title in _named(country, year).items()
    }
    weekday = (days.astype(np.int64) + 3) % 7
    holiday = np.isin(days, np.array(list(named), dtype="datetime64[D]"))
    off = holiday | (weekday >= 5)
    feast, distance = _nearest_feast(days, named, FEASTS.get(country, ()))
    months = days.astype("datetime64[M]")
    return Marks(
        weekday=weekday,
        month=months.astype(np.int64) % 12 + 1,
        month_day=(days - months.astype("datetime64[D]")).astype(np.int64) + 1,
        off=off,
        holiday=holiday,
        eve=np.roll(holiday, -1) & ~holiday,
        after=np.roll(holiday, 1) & ~holiday,
        feast=feast,
        feast_distance=distance,
        rest_run=_run_lengths(off),
    )


@lru_cache(maxsize=256)
def _named(country: str, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays(country, years=year, language="en_US"))


def _nearest_feast(
    days: Times, named: dict[date, str], feasts: tuple[str, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    feast = np.full(len(days), -1)
    distance = np.full(len(days), FAR)
    for number, name in enumerate(feasts):
        for day in (day for day, title in named.items() if name in title.split("; ")):
            away = (days - np.datetime64(day, "D")).astype(np.int64)
            near = (np.abs(away) <= FEAST_REACH) & (np.abs(away) < np.abs(distance))
            feast[near], distance[near] = number, away[near]
    return feast, distance


def _run_lengths(off: Flags) -> NDArray[np.int64]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], off, [False]]).astype(np.int8)))
    lengths = np.zeros(len(off), dtype=np.int64)
    for begin, end in edges.reshape(-1, 2):
        lengths[begin:end] = end - begin
    return lengths
