"""Group commit: what arrives while one batch is written is written as the next batch.

At rest an item goes through at once and alone. Under load the batches grow by themselves, and
one transaction's round trips and one fsync serve many callers.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

GATHER_S = 0.002
"""After a batch that several shared, those just answered get this long to come again: under load
batches then hold what one round of callers sends, and at rest nobody waits."""

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Overloaded(Exception):
    """More items wait than may: tell the caller to come again later."""


class Coalescer(Generic[Item, Outcome]):
    """Runs `write` over batches of items; each caller gets its own item's outcome.

    `write` returns one outcome an item, in order. When it fails for a batch, each item is
    written by itself, so that one caller's bad item is one caller's failure. `largest` bounds a
    batch in items, `waiting` what has no batch yet in what `weigh` says of each.
    """

    def __init__(
        self,
        write: Callable[[Sequence[Item]], Awaitable[Sequence[Outcome]]],
        *,
        largest: int,
        waiting: int,
        weigh: Callable[[Item], int] = lambda _: 1,
    ) -> None:
        self._write = write
        self._largest = largest
        self._waiting = waiting
        self._weigh = weigh
        self._weight = 0
        self._queue: list[tuple[Item, asyncio.Future[Outcome]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def submit(self, item: Item) -> Outcome:
        """The item's outcome, once its batch is committed. Raises Overloaded."""
        weight = self._weigh(item)
        if self._weight + weight > self._waiting:
            raise Overloaded
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._queue.append((item, answer))
        self._weight += weight
        if self._writer is None:
            self._writer = asyncio.create_task(self._drain(), name="coalescer")
        return await answer

    async def _drain(self) -> None:
        try:
            while self._queue:
                batch, self._queue = self._queue[: self._largest], self._queue[self._largest :]
                self._weight -= sum(self._weigh(item) for item, _ in batch)
                await self._write_batch(batch)
                if len(batch) > 1:
                    await asyncio.sleep(GATHER_S)
        finally:
            self._writer = None

    async def _write_batch(self, batch: list[tuple[Item, asyncio.Future[Outcome]]]) -> None:
        try:
            outcomes = await self._write([item for item, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                _fail(batch[0][1], error)
                return
            for single in batch:
                await self._write_batch([single])
            return
        for (_, answer), outcome in zip(batch, outcomes, strict=True):
            if not answer.done():
                answer.set_result(outcome)


def _fail(answer: "asyncio.Future[Outcome]", error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)
