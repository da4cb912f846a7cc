"""The way to the model server: one pool of kept connections, a request at a time on each."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import ceil
from typing import Final

from infra.model_client.reply import CROWDED, TOO_LATE, UNREACHABLE, Fault
from infra.wire import Answer, Wire, open_wire

LONGEST_S: Final = 60.0
"""Beyond any deadline of ours: the wire's own patience never decides."""

LARGEST_ANSWER: Final = 1 << 20
"""Bytes; what is kept of a learner travels along, and a forecast of a week by the hour."""


@dataclass(frozen=True, slots=True)
class Request:
    """A body for `/predictions/{model}[/{version}]`."""

    path: str
    body: bytes
    content_type: str


class Line:
    """Deadlines are the loop's time. The server is told what is left, so that it need not compute
    what nobody waits for any more; a call that is given up closes its connection, which tells it
    the same."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def ask(
        self, request: Request, *, until: float, seats: asyncio.Semaphore
    ) -> Answer | Fault:
        """One try. Faults of the network are values."""
        try:
            async with asyncio.timeout_at(until):
                await seats.acquire()
        except TimeoutError:
            return CROWDED
        try:
            async with asyncio.timeout_at(until):
                return await self._post(request, until)
        except TimeoutError:
            return TOO_LATE
        except OSError:
            return UNREACHABLE
        finally:
            seats.release()

    async def _post(self, request: Request, until: float) -> Answer:
        connection = await self._wire.connect(until=until)
        try:
            head = self._wire.head(
                request.path, Content_Type=request.content_type, **_deadline(until)
            )
            return await self._wire.post(connection, head, request.body, until=until)
        finally:
            self._wire.release(connection)


def _deadline(until: float) -> dict[str, str]:
    left_s = until - asyncio.get_running_loop().time()
    return {"X_Request_Timeout_Ms": str(max(1, ceil(left_s * 1000)))}


@asynccontextmanager
async def open_line(base_url: str) -> AsyncIterator[Line]:
    """To `http(s)://host[:port]`; nothing is connected before the first call."""
    async with open_wire(base_url, answer_s=LONGEST_S, largest_answer=LARGEST_ANSWER) as wire:
        yield Line(wire)
