"""Two transactions that meet at a lock, brought there in an order that a test chooses."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any

import asyncpg
from tortoise.transactions import in_transaction

Deed = Callable[[], Awaitable[Any]]

SHE = "SELECT pg_advisory_xact_lock(hashtextextended('case/' || $1, 6))"
"""Held for a senior, as text: all that changes a case of hers waits."""
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@dataclass(frozen=True)
class Crossing:
    """`line` is a connection beside the product's."""

    line: asyncpg.Connection

    async def meet(self, *deeds: Deed, held: str, about: Any) -> list[Any]:
        """All want what a stranger holds (`held`, a statement), and queue in this order; then it
        is let go. What they answered. A deadlock raises."""
        begun: list[asyncio.Task[Any]] = []
        async with self.line.transaction():
            await self.line.execute(held, about)
            for number, deed in enumerate(deeds, 1):
                begun.append(asyncio.ensure_future(deed()))
                await self._until_waiting(number, begun)
        return await asyncio.gather(*begun)

    async def overtake(self, first: Deed, second: Deed) -> tuple[Any, Any]:
        """`second` begins when `first` has done all but commit, and must wait for it."""
        outside = copy_context()
        async with in_transaction():
            answer = await first()
            late = asyncio.get_running_loop().create_task(_run(second), context=outside)
            await self._until_waiting(1, [late])
        return answer, await late

    @asynccontextmanager
    async def held_by(self, deed: Deed) -> AsyncIterator[None]:
        """While the block lasts a deed has done all but commit."""
        done, end = asyncio.Event(), asyncio.Event()

        async def hold() -> None:
            async with in_transaction():
                await deed()
                done.set()
                await end.wait()

        holding = asyncio.get_running_loop().create_task(hold())
        async with asyncio.timeout(10):
            await done.wait()
        try:
            yield
        finally:
            end.set()
            await holding

    async def _until_waiting(self, number: int, begun: Sequence[asyncio.Task[Any]]) -> None:
        async with asyncio.timeout(10):
            while await self.line.fetchval(WAITING) < number:
                assert not [task for task in begun if task.done()], "did not wait"
                await self.line.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.01)")


async def _run(deed: Deed) -> Any:
    return await deed()


@asynccontextmanager
async def a_crossing(url: str) -> AsyncIterator[Crossing]:
    line = await asyncpg.connect(url)
    try:
        yield Crossing(line)
    finally:
        await line.close()
