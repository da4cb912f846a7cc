"""On which days a school expects its children."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domains.commute.school_calendar.bells import BELLS, Bells, SchoolLevel
from domains.kernel.public_holidays import public_holiday

SATURDAY = 5


class Opening(StrEnum):
    """Whether a school is open on a day, and what decides it."""

    SCHOOL_DAY = "school_day"
    EXTRA_DAY = "extra_day"
    CLOSED = "closed"
    VACATION = "vacation"
    PUBLIC_HOLIDAY = "public_holiday"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class DayRange:
    """Calendar days in Seoul, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a range of days ends before it begins: {self.first}..{self.last}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @classmethod
    def one(cls, day: date) -> "DayRange":
        return cls(day, day)


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The year of one school.

    Closures (a school's own holiday, a snow day) win over extra days (a Saturday of lessons,
    a make-up day in the vacation), which win over vacations, public holidays and weekends.
    """

    bells: Bells = BELLS[SchoolLevel.ELEMENTARY]
    vacations: tuple[DayRange, ...] = ()
    closures: frozenset[date] = frozenset()
    extra_days: frozenset[date] = frozenset()


def opening_on(calendar: SchoolCalendar, day: date) -> Opening:
    """What `day` is for this school."""
    if day in calendar.closures:
        return Opening.CLOSED
    if day in calendar.extra_days:
        return Opening.EXTRA_DAY
    if _within(calendar.vacations, day):
        return Opening.VACATION
    if public_holiday(day) is not None:
        return Opening.PUBLIC_HOLIDAY
    return Opening.WEEKEND if day.weekday() >= SATURDAY else Opening.SCHOOL_DAY


def is_school_day(calendar: SchoolCalendar, day: date) -> bool:
    """Whether children are expected at this school on `day`."""
    return opening_on(calendar, day) in {Opening.SCHOOL_DAY, Opening.EXTRA_DAY}


def _within(ranges: Iterable[DayRange], day: date) -> bool:
    return any(day in days for days in ranges)
