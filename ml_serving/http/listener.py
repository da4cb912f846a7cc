"""One address that listens, minds its connections, and ends without dropping a request."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from ml_serving.http.arriving import Bounds
from ml_serving.http.connection import Connection
from ml_serving.http.limits import Limits
from ml_serving.http.message import Answer
from ml_serving.http.shared import Shared

SWEEP_S = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """How a listener is set up. `body_of`: bytes that one target may send; `date` gives the
    value of the header; `failed` hears of a fault of ours."""

    host: str
    port: int
    answer: Answer
    limits: Limits
    body_of: Callable[[bytes], int]
    date: Callable[[], str]
    failed: Callable[[object], None]


class Listener:
    """Made by `listen`."""

    def __init__(self, server: asyncio.Server, shared: Shared, date: Callable[[], str]) -> None:
        self._server = server
        self._shared = shared
        self._date = date
        self._sweep()

    @property
    def port(self) -> int:
        """The port that was bound, chosen by the system when 0 was asked for."""
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def shared(self) -> Shared:
        return self._shared

    async def drain(self) -> None:
        """Take no new connection, let every request have its answer, cut what is late."""
        shared = self._shared
        shared.is_draining = True
        self._server.close()
        for connection in tuple(shared.connections):
            connection.rest()
        with suppress(TimeoutError):
            await asyncio.wait_for(shared.emptied(), shared.limits.drain_s)
        self.abort()

    def abort(self) -> None:
        """Cut every connection."""
        self._timer.cancel()
        self._server.close()
        for connection in tuple(self._shared.connections):
            connection.cut()

    def _sweep(self) -> None:
        """One timer for all connections: a timer for each request would cost more than it."""
        shared = self._shared
        shared.date = self._date().encode()
        now = shared.loop.time()
        for connection in [each for each in shared.connections if each.due < now]:
            connection.cut()
        self._timer = shared.loop.call_later(SWEEP_S, self._sweep)


async def listen(plan: Plan) -> Listener:
    """Listen as planned. Raises `OSError` when the address cannot be had."""
    loop = asyncio.get_running_loop()
    bounds = Bounds(plan.limits.head_bytes, plan.body_of)
    shared = Shared(plan.answer, plan.limits, bounds, loop, plan.failed)
    server = await loop.create_server(
        lambda: Connection(shared), plan.host, plan.port, backlog=1024, reuse_address=True
    )
    return Listener(server, shared, plan.date)
