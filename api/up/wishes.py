"""What the person at the keyboard, or the system, wants from a running `up`."""

import ctypes
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1


class Wishes:
    """Set by signals: once asks to stop, twice to hurry."""

    def __init__(self) -> None:
        self._asked = 0
        self.when_hurried: Callable[[], None] = lambda: None
        self._stop = threading.Event()

    @property
    def stop(self) -> bool:
        return self._asked > 0

    def wait(self, seconds: float) -> bool:
        """Sleep, but not through a wish to stop; True when there is one."""
        return self._stop.wait(seconds)

    def ask(self, number: int = signal.SIGTERM, _: FrameType | None = None) -> None:
        """Only a second Ctrl-C hurries: a terminal that closes may send more than one signal."""
        if self.stop and number == signal.SIGINT:
            self.when_hurried()
        self._asked += 1
        self._stop.set()


@contextmanager
def listening_to_wishes() -> Iterator[Wishes]:
    """Signals become wishes until the block ends."""
    wishes = Wishes()
    before = {number: signal.signal(number, wishes.ask) for number in _ENDS}
    try:
        yield wishes
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def die_with_parent() -> None:
    """On Linux: when whoever started us is killed, stop as if asked to."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM))
