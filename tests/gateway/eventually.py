"""A bounded wait for something that another process causes."""

import asyncio
from collections.abc import Callable


async def eventually(holds: Callable[[], bool], *, within_s: float = 10) -> None:
    """Returns once `holds()`; fails when it does not come true in time."""
    async with asyncio.timeout(within_s):
        while not holds():  # noqa: ASYNC110 - another process decides
            await asyncio.sleep(0.01)
