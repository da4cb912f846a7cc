"""By when a child should have arrived."""

from datetime import UTC, date, datetime, timedelta

from domains.commute.school_calendar.days import SchoolCalendar, is_school_day
from domains.kernel.clock import SEOUL, seoul_date

LOOK_AHEAD = timedelta(days=200)
"""Longer than any vacation; a school shut for longer expects nobody."""


def arrival_deadline(calendar: SchoolCalendar, day: date) -> datetime | None:
    """The moment of the first bell on `day` in UTC, or None when there is no school."""
    if not is_school_day(calendar, day):
        return None
    return datetime.combine(day, calendar.bells.arrive_by, tzinfo=SEOUL).astimezone(UTC)


def next_deadline(calendar: SchoolCalendar, after: datetime) -> datetime | None:
    """The first deadline strictly after `after`, in UTC; None when none is in sight."""
    today = seoul_date(after)
    for ahead in range(LOOK_AHEAD.days + 1):
        deadline = arrival_deadline(calendar, today + timedelta(days=ahead))
        if deadline is not None and deadline > after:
            return deadline
    return None
