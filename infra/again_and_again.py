"""What a process does beside its work, at its own pace, as long as it lives."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager

import structlog

from infra.database import OUTAGES

log = structlog.get_logger()

Act = Callable[[], Awaitable[object]]


async def again_and_again(act: Act, *, every_s: float, what: str) -> None:
    """Act, rest for so many seconds, act again; until cancelled. No fault of one turn costs the
    next one: an outage is told, anything else is told as the bug that it is."""
    while True:
        await once(act, what=what)
        await asyncio.sleep(every_s)


async def once(act: Act, *, what: str) -> None:
    """One such turn."""
    try:
        await act()
    except OUTAGES as outage:
        log.warning("loop.outage", loop=what, error=type(outage).__name__)
    except Exception as fault:
        log.exception("loop.unhandled", loop=what, exc_info=fault)


@asynccontextmanager
async def beside(forever: Coroutine[None, None, None], *, what: str) -> AsyncIterator[None]:
    """While the block lasts, this runs beside it, in a task of that name."""
    running = asyncio.create_task(forever, name=what)
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
