"""When she is asked, and when she is let sleep."""

from datetime import datetime, timedelta
from typing import Final

from domains.kernel.clock import SEOUL

WAKES_H, SLEEPS_H = 7, 22
"""Local hours between which a mere suspicion may ring at her bed."""
_DAY: Final = timedelta(days=1)


def is_day(now: datetime) -> bool:
    return WAKES_H <= now.astimezone(SEOUL).hour < SLEEPS_H


def next_morning(now: datetime) -> datetime:
    """The next moment at which she may be asked; `now` itself by day."""
    if is_day(now):
        return now
    local = now.astimezone(SEOUL)
    morning = local.replace(hour=WAKES_H, minute=0, second=0, microsecond=0)
    return (morning if morning > local else morning + _DAY).astimezone(now.tzinfo)
