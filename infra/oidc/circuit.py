"""A provider that fails is left alone for a while, longer each time."""

from datetime import datetime, timedelta
from math import ceil

from domains.kernel.clock import Clock

FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(minutes=1)


class Circuit:
    """Open while the provider rests. What it answers meanwhile is what it answered last."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rest = FIRST_REST
        self._until: datetime | None = None

    def failed(self) -> None:
        """Rest: 5 s, then twice as long each time, a minute at most."""
        self._until = self._clock.now() + self._rest
        self._rest = min(2 * self._rest, LONGEST_REST)

    def worked(self) -> None:
        self._until, self._rest = None, FIRST_REST

    @property
    def rests_for_s(self) -> int:
        """Whole seconds until the provider may be asked again; 0 when it may be asked now."""
        if self._until is None:
            return 0
        return max(0, ceil((self._until - self._clock.now()).total_seconds()))
