"""The clock of a whole house: at the machine's pace, and forward over hours of waiting."""

import mmap
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domains.kernel.clock import SystemClock
from infra.process_clock import SHIFT

MICROSECOND = timedelta(microseconds=1)


class HouseClock:
    """Writes what `ShiftedClock` reads in each process, and remembers when it jumped."""

    def __init__(self, file: Path) -> None:
        file.write_bytes(SHIFT.pack(0))
        with file.open("r+b") as opened:
            self._file = mmap.mmap(opened.fileno(), SHIFT.size)
        self._machine = SystemClock()
        self._since = [0.0]
        self._shifts = [timedelta(0)]

    def now(self) -> datetime:
        return self._machine.now() + self._shifts[-1]

    def jump(self, to: datetime) -> None:
        """Forward to a moment; one that has passed already changes nothing."""
        ahead = to - self.now()
        if ahead <= timedelta(0):
            return
        shift = self._shifts[-1] + ahead
        self._since.append(self._machine.now().timestamp())
        self._shifts.append(shift)
        SHIFT.pack_into(self._file, 0, shift // MICROSECOND)

    def when(self, machine_s: float) -> datetime:
        """What this house's clock said when the machine's said so (Unix seconds): the emulators
        live by the machine's."""
        shift = self._shifts[bisect_right(self._since, machine_s) - 1]
        return datetime.fromtimestamp(machine_s, UTC) + shift
