"""Korean law's days as the oracle counts them, apart from the product.

The holidays are typed in from the law (관공서의 공휴일에 관한 규정) and the almanac of the Korea
Astronomy and Space Science Institute, not asked of a library; the rules are 민법's own words.
"""

from datetime import date, datetime, time, timedelta, timezone

OSAN = timezone(timedelta(hours=9))
"""Korea has had no summer time since 1988."""

DAY = timedelta(days=1)

_HOLIDAYS = {
    2026: "0101 0216 0217 0218 0301 0302 0501 0505 0524 0525 0603 0606 0717 0815 0817 "
    "0924 0925 0926 1003 1005 1009 1225",
    2027: "0101 0206 0207 0208 0209 0301 0501 0503 0505 0513 0606 0717 0719 0815 0816 "
    "0914 0915 0916 1003 1004 1009 1011 1225 1227",
    2028: "0101 0126 0127 0128 0301 0412 0501 0502 0505 0606 0717 0815 "
    "1002 1003 1004 1005 1009 1225",
}
HOLIDAYS = frozenset(
    date(year, int(day[:2]), int(day[2:]))
    for year, days in _HOLIDAYS.items()
    for day in days.split()
)

FEASTS = (
    date(2026, 2, 16),
    date(2026, 9, 24),
    date(2027, 2, 6),
    date(2027, 9, 14),
    date(2028, 1, 26),
)
"""The first days of 설날 and 추석."""

SUBSTITUTES = (date(2026, 3, 2), date(2026, 8, 17), date(2027, 2, 9), date(2027, 12, 27))


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """A moment of a day in Osan."""
    return datetime.combine(day, time(hour, minute), OSAN)


def day_of(moment: datetime) -> date:
    """The day in Osan."""
    return moment.astimezone(OSAN).date()


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def first_working_from(day: date) -> date:
    """민법 §161: a last day on a Saturday or holiday moves to the day after."""
    return day if works(day) else first_working_from(day + DAY)


def last_working_until(day: date) -> date:
    return day if works(day) else last_working_until(day - DAY)


def completes(born: date, years: int) -> date:
    """The day with which an age is completed: 민법 §158 counts the day of birth itself, so years
    end with the eve of the birthday (§160②); where the month lacks that day, with its last (§160③).
    """
    if (born.month, born.day) == (2, 29) and not _is_leap(born.year + years):
        return date(born.year + years, 3, 1)
    return date(born.year + years, born.month, born.day)


def years_on(day: date, years: int) -> date:
    """민법 §160②③: the day that corresponds; February's last where there is none."""
    if (day.month, day.day) == (2, 29) and not _is_leap(day.year + years):
        return date(day.year + years, 2, 28)
    return date(day.year + years, day.month, day.day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
