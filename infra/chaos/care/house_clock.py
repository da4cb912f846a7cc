"""The clock of a whole house: at the machine's pace, and forward over hours of waiting."""

import asyncio
import mmap
from datetime import datetime, timedelta
from pathlib import Path

from domains.kernel.clock import SystemClock
from infra.process_clock import SHIFT

LOOK_EVERY_S = 0.02
MICROSECOND = timedelta(microseconds=1)


class HouseClock:
    """Writes what `ShiftedClock` reads in each process."""

    def __init__(self, file: Path) -> None:
        file.write_bytes(SHIFT.pack(0))
        with file.open("r+b") as opened:
            self._file = mmap.mmap(opened.fileno(), SHIFT.size)
        self._machine = SystemClock()
        self._shift = timedelta(0)
        self._alarms: list[datetime] = []

    def now(self) -> datetime:
        return self._machine.now() + self._shift

    def jump(self, to: datetime) -> None:
        """Forward to a moment; one that has passed already changes nothing."""
        ahead = to - self.now()
        if ahead > timedelta(0):
            self._shift += ahead
            SHIFT.pack_into(self._file, 0, self._shift // MICROSECOND)

    async def sleep(self, seconds: float) -> None:
        """By this clock: whoever moves it wakes us."""
        due = self.now() + timedelta(seconds=seconds)
        self._alarms.append(due)
        try:
            while self.now() < due:  # noqa: ASYNC110
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            self._alarms.remove(due)

    @property
    def asleep(self) -> int:
        """How many sleep by it."""
        return len(self._alarms)

    @property
    def next_alarm(self) -> datetime | None:
        """When the first of them wakes."""
        return min(self._alarms, default=None)
