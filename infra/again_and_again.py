"""What a process does beside its work, at its own pace, as long as it lives."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager

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
    """While the block lasts, this runs beside it, in a task of that name. It should outlast the
    block: a fault that ends it before is told as the bug that it is."""
    running = asyncio.create_task(forever, name=what)
    running.add_done_callback(_tell_of_its_end)
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def ticking(act: Act, *, every_s: float, what: str) -> AbstractAsyncContextManager[None]:
    """`again_and_again`, beside the block."""
    return beside(again_and_again(act, every_s=every_s, what=what), what=what)


def _tell_of_its_end(task: "asyncio.Task[None]") -> None:
    fault = None if task.cancelled() else task.exception()
    if fault is not None:
        log.error("loop.ended", loop=task.get_name(), exc_info=fault)
