"""Each lane has connections of its own: a campaign fills its share, and an SOS finds its free."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from notifications.lanes import Lane
from notifications.ports import SEND_WITHIN_S


class NoTurn(Exception):
    """The share was full for so long that the message cannot be begun in time."""


class LaneShares:
    """`connections` in all, parted evenly; what a lane does not use nobody else takes.

    For channels with traffic to spare. Who must use the whole wire parts it otherwise.
    """

    def __init__(self, connections: int) -> None:
        share = max(1, connections // len(Lane))
        self._free: Mapping[Lane, asyncio.Semaphore] = {
            lane: asyncio.Semaphore(share) for lane in Lane
        }

    @asynccontextmanager
    async def turn(self, lane: Lane) -> AsyncIterator[None]:
        """Raises NoTurn when none comes, and TimeoutError when the turn takes too long."""
        loop = asyncio.get_running_loop()
        over = loop.time() + SEND_WITHIN_S
        free = self._free[lane]
        try:
            async with asyncio.timeout_at(over):
                await free.acquire()
        except TimeoutError:
            raise NoTurn from None
        try:
            async with asyncio.timeout_at(over):
                yield
        finally:
            free.release()
