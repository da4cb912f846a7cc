"""The one home of the present moment."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


class Clock(Protocol):
    """Where use cases take the time from, so that tests and simulations own it."""

    def now(self) -> datetime:
        """Aware UTC; never local time."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SimulatedClock:
    """A clock that moves only when told; for tests, replays and simulated years."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> datetime:
        self._now += by
        return self._now

    def set(self, to: datetime) -> None:
        self._now = to.astimezone(UTC)


def seoul_date(moment: datetime) -> date:
    """The calendar day in Osan on which `moment` falls."""
    return moment.astimezone(SEOUL).date()
