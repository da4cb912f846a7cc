"""When a school expects its children: bells, school days, deadlines. Pure throughout."""

from domains.commute.school_calendar.bells import BELLS, Bells, SchoolLevel, bells_of
from domains.commute.school_calendar.days import (
    DayRange,
    Opening,
    SchoolCalendar,
    is_school_day,
    opening_on,
)
from domains.commute.school_calendar.deadlines import arrival_deadline, next_deadline
from domains.kernel.public_holidays import public_holiday

__all__ = [
    "BELLS",
    "Bells",
    "DayRange",
    "Opening",
    "SchoolCalendar",
    "SchoolLevel",
    "arrival_deadline",
    "bells_of",
    "is_school_day",
    "next_deadline",
    "opening_on",
    "public_holiday",
]
