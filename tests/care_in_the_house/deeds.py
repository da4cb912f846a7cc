"""What people are going to do, each at its moment."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

Deed = Callable[[], Awaitable[None]]


class Deeds:
    """In order of time; of two at one moment the one that was meant first."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Deed]] = []
        self._numbers = count()

    def plan(self, at: datetime, deed: Deed) -> None:
        heappush(self._heap, (at, next(self._numbers), deed))

    @property
    def next_at(self) -> datetime | None:
        return self._heap[0][0] if self._heap else None

    async def do_due(self, now: datetime) -> int:
        """How many were done."""
        done = 0
        while self._heap and self._heap[0][0] <= now:
            await heappop(self._heap)[2]()
            done += 1
        return done
