"""The workers of one version: as many as are wanted."""

import asyncio
from collections.abc import Sequence
from itertools import count

from ml_serving.registry.description import WorkerStatus
from ml_serving.registry.seat import Seat, Terms
from ml_serving.workers.opening import NotOpened, Ready
from ml_serving.workers.worker import Worker


class Crew:
    """Changes of its size are made one after the other."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._seats: list[Seat] = []
        self._numbers = count(1)
        self._changing = asyncio.Lock()

    @property
    def wanted(self) -> int:
        return len(self._seats)

    async def begin(self, first: Worker, workers: int) -> Ready | NotOpened:
        """The first alone, since what is wrong with the archive it finds; then the others."""
        seat = Seat(next(self._numbers), self._terms)
        self._seats.append(seat)
        told = await seat.fill(first)
        if isinstance(told, Ready):
            return await self.scale(workers) or told
        return told

    async def scale(self, workers: int) -> NotOpened | None:
        """None when that many are ready. Those who go finish what they carry; where one that
        comes does not become ready, all that came with it go again."""
        async with self._changing:
            gone = self._seats[workers:]
            del self._seats[workers:]
            await asyncio.gather(*(seat.leave() for seat in gone))
            return await self._grow(workers - len(self._seats))

    async def leave(self) -> None:
        """All of them, each after its batch."""
        await self.scale(0)

    async def clear(self) -> None:
        """All of them, at once."""
        seats, self._seats = self._seats, []
        await asyncio.gather(*(seat.clear() for seat in seats))

    def ready_in(self, now: float) -> float | None:
        """Seconds until one can take a batch; None where there are no workers."""
        return min((seat.ready_in(now) for seat in self._seats), default=None)

    def statuses(self) -> Sequence[WorkerStatus]:
        return [seat.status() for seat in self._seats]

    async def _grow(self, more: int) -> NotOpened | None:
        new = [Seat(next(self._numbers), self._terms) for _ in range(more)]
        self._seats += new
        try:
            for told in await asyncio.gather(*(seat.fill() for seat in new)):
                if isinstance(told, NotOpened):
                    await self._undo(new)
                    return told
        except asyncio.CancelledError:
            await self._undo(new)
            raise
        return None

    async def _undo(self, new: Sequence[Seat]) -> None:
        self._seats = [seat for seat in self._seats if seat not in new]
        await asyncio.gather(*(seat.leave() for seat in new))
