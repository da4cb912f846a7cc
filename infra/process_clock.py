"""The clock of a process: the machine's, or one that a drill moves forward for all processes."""

import mmap
import struct
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from domains.kernel.clock import Clock, SystemClock
from infra.settings import Settings

SHIFT: Final = struct.Struct("=q")
"""What the file holds: microseconds by which this house is ahead of the machine."""


class ShiftedClock:
    """The machine's clock and a shift that all processes of a drill read from one file.

    Time goes at its own pace, and jumps when somebody writes: hours of waiting pass in no time,
    while everything that is done takes as long as it takes. The file is mapped, since a clock is
    asked often; eight bytes in place are read and written at once.
    """

    def __init__(self, file: Path) -> None:
        with file.open("rb") as opened:
            self._shift = mmap.mmap(opened.fileno(), SHIFT.size, access=mmap.ACCESS_READ)
        self._machine = SystemClock()

    def now(self) -> datetime:
        [microseconds] = SHIFT.unpack_from(self._shift)
        return self._machine.now() + timedelta(microseconds=microseconds)


def process_clock(settings: Settings) -> Clock:
    """Production never gets a shifted one: its settings refuse the file."""
    if settings.clock_shift_file is None:
        return SystemClock()
    return ShiftedClock(settings.clock_shift_file)
