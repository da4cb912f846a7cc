"""Who may use the wire: each lane has seats of its own, and the rest goes to whoever has work."""

import asyncio
from collections import deque
from collections.abc import Mapping

from notifications.lanes import Lane


class Seats:
    """`total` requests at a time. `own` are a lane's alone, the others anybody's, the most urgent
    who waits first: a campaign may fill what is shared and never the whole wire."""

    def __init__(self, total: int, *, own: Mapping[Lane, int]) -> None:
        if sum(own.values()) >= total:
            raise ValueError(f"{total} connections leave nothing to share")
        self._own = [own.get(lane, 0) for lane in Lane]
        self._shared = total - sum(self._own)
        self._used = [0 for _ in Lane]
        self._waiting: list[deque[asyncio.Future[None]]] = [deque() for _ in Lane]
        self.somebody_waits = False
        """Whoever holds a seat gives it back after each message while this is so."""

    def most(self, lane: Lane) -> int:
        """How many seats a lane can ever have."""
        return self._own[lane] + self._shared

    async def take(self, lane: Lane, *, until: float) -> bool:
        """A seat, `give`n back later; False when none comes free by `until`, the loop's time."""
        if self._may(lane) and not self._waiting[lane]:
            self._used[lane] += 1
            return True
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[lane].append(waiting)
        self.somebody_waits = True
        try:
            async with asyncio.timeout_at(until):
                await waiting
        except BaseException as fault:
            self._forget(lane, waiting)
            if isinstance(fault, TimeoutError):
                return False
            raise
        return True

    def give(self, lane: Lane) -> None:
        self._used[lane] -= 1
        self._seat_the_waiting()

    def _may(self, lane: Lane) -> bool:
        if self._used[lane] < self._own[lane]:
            return True
        pairs = zip(self._used, self._own, strict=True)
        return sum(max(0, used - own) for used, own in pairs) < self._shared

    def _seat_the_waiting(self) -> None:
        for lane in Lane:
            waiting = self._waiting[lane]
            while waiting and self._may(lane):
                next_one = waiting.popleft()
                if not next_one.done():
                    self._used[lane] += 1
                    next_one.set_result(None)
        self.somebody_waits = any(self._waiting)

    def _forget(self, lane: Lane, waiting: "asyncio.Future[None]") -> None:
        """Its time is up, or it was cancelled; a seat that it got meanwhile goes to another."""
        if waiting.done() and not waiting.cancelled():
            self.give(lane)
        elif waiting in self._waiting[lane]:
            self._waiting[lane].remove(waiting)
            self.somebody_waits = any(self._waiting)
