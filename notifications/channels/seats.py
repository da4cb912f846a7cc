"""Who may use the wire: each lane has seats of its own, and the rest goes to whoever has work."""

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Final

from notifications.lanes import Lane

NOBODY: Final = len(Lane)


class Seats:
    """`total` requests at a time. `own` are a lane's alone, the others anybody's, the most urgent
    who waits first: a campaign may fill what is shared, and never the whole wire."""

    def __init__(self, total: int, *, own: Mapping[Lane, int]) -> None:
        if sum(own.values()) >= total:
            raise ValueError(f"{total} connections leave nothing to share")
        self._own = [own.get(lane, 0) for lane in Lane]
        self._shared_left = total - sum(self._own)
        self._used = [0 for _ in Lane]
        self._waiting: list[deque[asyncio.Future[None]]] = [deque() for _ in Lane]
        self._first_waiting: int = NOBODY
        self._most = [own + self._shared_left for own in self._own]

    def most(self, lane: Lane) -> int:
        """How many seats a lane can ever have."""
        return self._most[lane]

    def is_wanted(self, lane: Lane) -> bool:
        """Whether somebody more urgent waits for a seat that this lane could give back."""
        return self._first_waiting < lane and self._used[lane] > self._own[lane]

    async def take(self, lane: Lane) -> None:
        """Wait for a seat; `give` it back."""
        if self._is_free(lane) and not self._waiting[lane]:
            self._book(lane)
            return
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[lane].append(waiting)
        self._first_waiting = min(self._first_waiting, lane)
        try:
            await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled():
                self.give(lane)
            raise

    def give(self, lane: Lane) -> None:
        self._used[lane] -= 1
        if self._used[lane] >= self._own[lane]:
            self._shared_left += 1
        if self._first_waiting != NOBODY:
            self._seat_the_waiting()

    def _is_free(self, lane: Lane) -> bool:
        return self._used[lane] < self._own[lane] or self._shared_left > 0

    def _book(self, lane: Lane) -> None:
        if self._used[lane] >= self._own[lane]:
            self._shared_left -= 1
        self._used[lane] += 1

    def _seat_the_waiting(self) -> None:
        for lane in Lane:
            waiting = self._waiting[lane]
            while waiting and (waiting[0].done() or self._is_free(lane)):
                next_one = waiting.popleft()
                if not next_one.done():
                    self._book(lane)
                    next_one.set_result(None)
        self._first_waiting = next((lane for lane in Lane if self._waiting[lane]), NOBODY)
