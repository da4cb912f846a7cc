"""A uvicorn server that ends subscriptions before it waits for its connections."""

import socket
from collections.abc import Callable

import uvicorn


class DrainingServer(uvicorn.Server):
    """Calls `drain` when shutdown begins.

    uvicorn waits for open responses and only then runs the lifespan's shutdown, so an SSE stream
    without end would hold the process until its graceful timeout cuts it off.
    """

    def __init__(self, config: uvicorn.Config, *, drain: Callable[[], None]) -> None:
        super().__init__(config)
        self._drain = drain

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._drain()
        await super().shutdown(sockets)
