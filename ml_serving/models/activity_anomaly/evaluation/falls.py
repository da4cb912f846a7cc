"""Emergencies put into recorded lives: from an instant on, nothing is of the person's doing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ml_serving.models.activity_anomaly.moments import SLOT_S, SLOTS_A_DAY
from ml_serving.models.activity_anomaly.recorded_home import By, Floats, RecordedHome
from ml_serving.models.activity_anomaly.rehearsal.lay_out import Minutes, Street

HORIZON_SLOTS: Final = 2 * SLOTS_A_DAY
"""Nobody comes for two days."""
WHERE: Final = ("awake", "asleep", "bathroom")


@dataclass(frozen=True, slots=True)
class Fall:
    """`at` and `missed_at` in seconds since the record began: the fall, and the first sign of life
    that did not come because of it. Nothing could be known before the latter."""

    home: int
    at: float
    where: str
    missed_at: float

    @property
    def slot(self) -> int:
        return int(self.at // SLOT_S)


def draw_falls(street: Street, *, each: int, after_day: int, random: Generator) -> Sequence[Fall]:
    """`each` falls of every kind in each home, uniform over the time that the person is alone
    there, heard, and known for `after_day` days. In order of time."""
    falls = [
        fall
        for number, home in enumerate(street.homes)
        for where in WHERE
        for fall in _falls_of(street, number, home, where, each, after_day, random)
    ]
    return sorted(falls, key=lambda fall: fall.at)


def _falls_of(
    street: Street,
    number: int,
    home: RecordedHome,
    where: str,
    each: int,
    after_day: int,
    random: Generator,
) -> Iterator[Fall]:
    spans = {"awake": home.alone, "asleep": home.asleep, "bathroom": home.bathroom}[
        where
    ] - home.since
    last = (len(street) - HORIZON_SLOTS - 1) * SLOT_S
    spans = np.clip(spans, after_day * SLOTS_A_DAY * SLOT_S, last)
    lengths = spans[:, 1] - spans[:, 0]
    own = home.at[home.by == By.PERSON] - home.since
    found = 0
    for _ in range(60 * each if lengths.sum() > 0 else 0):
        span = spans[random.choice(len(spans), p=lengths / lengths.sum())]
        at = float(random.uniform(*span))
        missed = int(np.searchsorted(own, at))
        if missed < len(own) and _fits(street, number, home, where, at):
            yield Fall(number, at, where, float(own[missed]))
            found += 1
        if found == each:
            return


def _fits(street: Street, number: int, home: RecordedHome, where: str, at: float) -> bool:
    if street.watched[int(at // SLOT_S), number] < 1 or not _inside(home.alone, home, at):
        return False
    resting = _inside(home.asleep, home, at) or _inside(home.bathroom, home, at)
    return where != "awake" or not resting


def _inside(spans: Floats, home: RecordedHome, at: float) -> bool:
    return bool(((spans[:, 0] - home.since <= at) & (at < spans[:, 1] - home.since)).any())


def places_of(falls: Sequence[Fall]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The slot and the home of each."""
    slots = np.array([fall.slot for fall in falls], dtype=np.int64)
    return slots, np.array([fall.home for fall in falls], dtype=np.int64)


def minutes_after(street: Street, falls: Sequence[Fall], ahead: int) -> Minutes:
    """What is sensed `ahead` slots after each fall, [N, CHANNELS]."""
    start, homes = places_of(falls)
    slots = start + ahead
    still: NDArray[np.uint16] = street.nobodys[slots, homes]
    if ahead:
        return still
    before = np.array([(1 << int(fall.at % SLOT_S // 60)) - 1 for fall in falls], dtype=np.uint16)
    return np.asarray(still | (street.minutes[slots, homes] & before[:, None]))
