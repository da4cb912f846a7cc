"""The senders of one lane: a fixed number of them takes message after message, of any batch."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from notifications.channels.seats import Seats
from notifications.lanes import Lane

Receipt = TypeVar("Receipt")


class Batch(Generic[Receipt]):
    """Results come in any order; `whole` is set with the last of them."""

    def __init__(
        self,
        send: Callable[[int], Awaitable[Receipt]],
        results: list[Receipt],
        chosen: Sequence[int],
    ) -> None:
        """`send` the message of an index; what is not in `chosen` keeps its result."""
        self.chosen, self.results = chosen, results
        self._send, self._missing = send, len(chosen)
        self.whole: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def send(self, index: int) -> None:
        """A fault of ours ends the batch, and no sender; nobody waits for a batch that is over."""
        if self.whole.done():
            return
        try:
            result = await self._send(index)
        except Exception as fault:
            if not self.whole.done():
                self.whole.set_exception(fault)
            return
        if self.whole.done():
            return
        self.results[index] = result
        self._missing -= 1
        if not self._missing:
            self.whole.set_result(None)


class Senders(Generic[Receipt]):
    """As many as the lane has seats, for as long as there is work."""

    def __init__(self, lane: Lane, seats: Seats) -> None:
        self._lane, self._seats = lane, seats
        self._work: deque[tuple[Batch[Receipt], int]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()

    async def carry(self, batch: Batch[Receipt], *, until: float) -> None:
        """Until the batch is whole, or until then, the loop's time: what is missing then keeps the
        result that it had."""
        if not batch.chosen:
            return
        self._work.extend((batch, index) for index in batch.chosen)
        self._call_senders()
        try:
            async with asyncio.timeout_at(until):
                await batch.whole
        except TimeoutError:
            return
        finally:
            batch.whole.cancel()

    async def stop(self) -> None:
        """Whatever is under way is broken off."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _call_senders(self) -> None:
        missing = min(len(self._work), self._seats.most(self._lane) - len(self._tasks))
        for _ in range(missing):
            task = asyncio.create_task(self._send_on())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _send_on(self) -> None:
        """A seat is given up between two messages when somebody more urgent waits for it."""
        seats, lane, work = self._seats, self._lane, self._work
        await seats.take(lane)
        is_seated = True
        try:
            while work:
                batch, index = work.popleft()
                await batch.send(index)
                if work and seats.is_wanted(lane):
                    seats.give(lane)
                    is_seated = False
                    await seats.take(lane)
                    is_seated = True
        finally:
            if is_seated:
                seats.give(lane)
