"""Time as a rhythm knows it: quarters of an hour, the half-hour of a local day, free days."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

SLOT_S: Final = 900
"""The step of the model. Zones are multiples of it apart, so a slot lies in one half-hour."""
SLOTS_A_DAY: Final = 96
HALF_HOURS: Final = 48
SUNDAY_AND_SATURDAY: Final = (6, 5)


@dataclass(frozen=True, slots=True)
class Clock:
    """What the wall and the calendar show, for each of H homes.

    `half_hour` 0..47 of the local day; `free_day` 1 on weekends and holidays; `day_ends` where
    the slot is the last of its day.
    """

    half_hour: NDArray[np.int64]
    free_day: NDArray[np.int64]
    day_ends: NDArray[np.bool_]

    def __getitem__(self, homes: Any) -> "Clock":
        return Clock(self.half_hour[homes], self.free_day[homes], self.day_ends[homes])


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where a person lives and which weekdays are free there; both told by the caller."""

    zone: tzinfo
    holidays: frozenset[date] = frozenset()

    def clock(self, slots: range) -> Clock:
        """The clock at the start of each slot (epoch seconds / 900), not to be written to."""
        return _clock(self, slots)

    def is_free(self, day: date) -> bool:
        return day.weekday() in SUNDAY_AND_SATURDAY or day in self.holidays


@lru_cache(maxsize=4_096)
def _clock(calendar: Calendar, slots: range) -> Clock:
    """Homes of one zone that are asked about together look at the same clock."""
    local = [datetime.fromtimestamp(slot * SLOT_S, calendar.zone) for slot in slots]
    columns = (
        np.array([2 * at.hour + at.minute // 30 for at in local], dtype=np.int64),
        np.array([calendar.is_free(at.date()) for at in local], dtype=np.int64),
        np.array([at.hour == 23 and at.minute >= 45 for at in local], dtype=np.bool_),
    )
    for column in columns:
        column.flags.writeable = False
    return Clock(*columns)
