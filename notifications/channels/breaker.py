"""The circuit breaker of one channel: it stops hammering what is down, asks again, and says so.

A breaker is one process's own and needs nobody: what a process cannot reach, it must not hammer,
whatever the others reach. What all should know (`notifications.channel_health`) is written from
its changes by `health.py`. Pure, but for the dice: time comes with each call, in seconds of one
clock; if that is set back, a probe is due.
"""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final
from uuid import UUID

FAULTS_IN_A_ROW: Final = 10
WINDOW: Final = 50
"""Answers that the ratio is taken over; `FEWEST` of them must be there."""
FEWEST: Final = 20
WORST_RATIO: Final = 0.5
REFUSALS_IN_A_ROW: Final = 5
"""Without one success between: refusals of our credentials, each of another person's phone where
the phone may be to blame. Anybody may register a token of a foreign app, and must not silence
a city with it."""

FIRST_PROBE_S: Final = 1.0
LONGEST_PROBE_S: Final = 60.0
SAFETY_PROBE_S: Final = 0.5
"""An alarm asks an open breaker this often, whenever the next probe of the others is due."""
PROBE_LOST_S: Final = 15.0
"""Longer than any request lives: a probe that nobody reported is given to somebody else."""


class Circuit(StrEnum):
    """CLOSED lets everything through, OPEN nothing but alarms, HALF_OPEN waits for one probe."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Trouble(StrEnum):
    """Why a breaker opened. Wrong credentials are ours to mend: somebody is paged."""

    OUTAGE = "outage"
    CREDENTIALS = "credentials"


@dataclass(frozen=True, slots=True)
class Tripped:
    """It opened, or stays open after a probe; `probe_in_s` from then it asks again."""

    trouble: Trouble
    reason: str
    probe_in_s: float


@dataclass(frozen=True, slots=True)
class Recovered:
    """A probe came through."""


Change = Tripped | Recovered


class Breaker:
    """Ask `may_begin` before each request, and report each answer, as it comes."""

    def __init__(self, *, dice: Random) -> None:
        self._dice = dice
        self._state = Circuit.CLOSED
        self._latest: deque[bool] = deque(maxlen=WINDOW)
        self._faults = 0
        self._in_a_row = 0
        self._refused_by: set[UUID] = set()
        self._refusals = 0
        self._trips = 0
        self._opened_at = 0.0
        self._probe_at = 0.0
        self._alarm_at = 0.0
        self._probe_lost_at = 0.0
        self._change: Change | None = None
        self.is_proven = False
        """Closed, and it carried something since it was."""

    @property
    def state(self) -> Circuit:
        return self._state

    def is_shut(self, *, is_alarm: bool, now: float) -> bool:
        """Whether `may_begin` would say no; it claims no probe."""
        if self._state is Circuit.CLOSED:
            return False
        due = self._alarm_at if is_alarm else self._probe_at
        if self._state is Circuit.HALF_OPEN:
            due = self._probe_lost_at
        return self._opened_at <= now < due

    def take_change(self) -> Change | None:
        """What changed since the last call, if that still holds; None when nothing did."""
        change, self._change = self._change, None
        return change

    def may_begin(self, *, is_alarm: bool, now: float) -> bool:
        """True for each request while closed; while open for one probe at a time."""
        if self._state is Circuit.CLOSED:
            return True
        if self.is_shut(is_alarm=is_alarm, now=now):
            return False
        self._state = Circuit.HALF_OPEN
        self._probe_lost_at = now + PROBE_LOST_S
        self._alarm_at = now + SAFETY_PROBE_S
        return True

    def let_go(self) -> None:
        """What `may_begin` let through was not begun, or proved nothing: another may probe."""
        if self._state is Circuit.HALF_OPEN:
            self._state = Circuit.OPEN

    def wait_s(self, *, is_alarm: bool, now: float) -> float:
        """How long whoever was not let through should wait."""
        due = self._alarm_at if is_alarm else self._probe_at
        return max(due - now, SAFETY_PROBE_S)

    def succeeded(self) -> None:
        """The service answered, and not about itself or us.

        What was under way when it opened proves nothing: only a probe closes it again.
        """
        if self._state is Circuit.OPEN:
            return
        self.is_proven = True
        self._in_a_row = self._refusals = 0
        if self._refused_by:
            self._refused_by.clear()
        if self._state is Circuit.HALF_OPEN:
            self._recover()
        if self._faults or self._trips:
            self._count(is_fault=False)

    def failed(self, reason: str, *, now: float) -> None:
        """5xx, no answer, or no connection."""
        self._in_a_row += 1
        self._count(is_fault=True)
        if self._state is Circuit.HALF_OPEN or (self._state is Circuit.CLOSED and self._is_down()):
            self._open(Trouble.OUTAGE, reason, now=now)

    def refused(self, reason: str, *, by: UUID | None, now: float) -> None:
        """Our credentials were refused; `by` whose phone, where that phone may be to blame."""
        if by is None or by not in self._refused_by:
            self._refusals += 1
        if by is not None:
            self._refused_by.add(by)
        if self._state is Circuit.HALF_OPEN or (
            self._state is Circuit.CLOSED and self._refusals >= REFUSALS_IN_A_ROW
        ):
            self._open(Trouble.CREDENTIALS, reason, now=now)

    def trip(self, trouble: Trouble, reason: str, *, now: float) -> None:
        """There is no doubt: one answer is enough."""
        self._open(trouble, reason, now=now)

    def _count(self, *, is_fault: bool) -> None:
        if len(self._latest) == WINDOW:
            self._faults -= self._latest[0]
        self._latest.append(is_fault)
        self._faults += is_fault
        if not self._faults and len(self._latest) == WINDOW:
            self._trips = 0

    def _is_down(self) -> bool:
        if self._in_a_row >= FAULTS_IN_A_ROW:
            return True
        return len(self._latest) >= FEWEST and self._faults >= WORST_RATIO * len(self._latest)

    def _open(self, trouble: Trouble, reason: str, *, now: float) -> None:
        """Exponential backoff; half of it is dice, so that workers do not probe in step."""
        ceiling = min(LONGEST_PROBE_S, FIRST_PROBE_S * 2 ** min(self._trips, 10))
        wait_s = self._dice.uniform(ceiling / 2, ceiling)
        self._trips += 1
        self._state, self.is_proven = Circuit.OPEN, False
        self._opened_at = now
        self._probe_at = now + wait_s
        self._alarm_at = min(self._probe_at, now + SAFETY_PROBE_S)
        self._change = Tripped(trouble, reason, wait_s)

    def _recover(self) -> None:
        """Counts anew, but for the trips: who falls at once again waits longer."""
        self._state = Circuit.CLOSED
        self._latest.clear()
        self._faults = 0
        self._change = Recovered()
