"""Calendar months in Osan. Pure."""

from datetime import date, datetime, time, timedelta

from domains.kernel.clock import SEOUL


def span_of(month: date) -> tuple[datetime, datetime]:
    """From its first midnight to the next month's."""
    return _midnight(month.replace(day=1)), _midnight(following(month))


def following(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def is_over(month: date, *, today: date) -> bool:
    return following(month) <= today


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SEOUL)
