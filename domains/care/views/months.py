"""Calendar months in Osan, and how far back they are told of. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Final

from domains.consent.public import CATALOGUE, Purpose
from domains.kernel.clock import SEOUL

KEPT: Final = CATALOGUE[Purpose.CARE_CHECK_INS].retention
"""Check-ins and cases are kept no longer: what a month before that is told of would be too few."""


def is_kept(day: date, *, today: date) -> bool:
    """Whether all of a day is there still, and so of the month or week that begins with it."""
    return today - day < KEPT


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
