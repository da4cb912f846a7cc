"""Time as a rhythm knows it: quarters of an hour, the half-hour of a local day, free days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
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

    def clock(self, slots: Sequence[int] | NDArray[np.int64]) -> Clock:
        """The clock at the start of each slot (epoch seconds / 900)."""
        local = [datetime.fromtimestamp(int(slot) * SLOT_S, self.zone) for slot in slots]
        return Clock(
            np.array([2 * at.hour + at.minute // 30 for at in local], dtype=np.int64),
            np.array([self.is_free(at.date()) for at in local], dtype=np.int64),
            np.array([at.hour == 23 and at.minute >= 45 for at in local], dtype=np.bool_),
        )

    def is_free(self, day: date) -> bool:
        return day.weekday() in SUNDAY_AND_SATURDAY or day in self.holidays
