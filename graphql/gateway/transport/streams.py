"""The long-lived answers that are open now, so that a shutdown can end them politely."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from gateway.context import Context
from gateway.execution.metrics import STREAMS_OPEN

MISSING = object()
"""What `next_or_end` gives when a stream has ended."""


class Streams:
    """Tells every open SSE stream and socket when to end.

    uvicorn waits for open responses before it runs the lifespan's shutdown, so `drain` must be
    called before that: see `gateway.draining_server`.
    """

    def __init__(self) -> None:
        self.draining = asyncio.Event()

    def drain(self) -> None:
        """Ask every stream to end now; new ones end at once."""
        self.draining.set()

    @asynccontextmanager
    async def counted(self, transport: str) -> AsyncIterator[None]:
        """Counts one delivered subscription while it lasts."""
        STREAMS_OPEN.labels(transport).inc()
        try:
            yield
        finally:
            STREAMS_OPEN.labels(transport).dec()


async def until_expired(context: Context) -> None:
    """Returns when the credential that opened the stream no longer holds; may be never.

    It ends with its time, or with the session that it speaks for.
    """
    left_s = None
    if context.expires_at is not None:
        left_s = max((context.expires_at - context.clock.now()).total_seconds(), 0)
    with suppress(TimeoutError):
        async with asyncio.timeout(left_s):
            await context.services.session_end(context.actor.session_id)
