"""The connections to one origin: opened when needed, kept, given up when silent."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from infra.wire.connection import LARGEST_ANSWER, Answer, Connection

LOOK_EVERY_S = 0.1
"""How often deadlines are looked at: a timeout is up to this much late."""

LONGEST_IDLE_S = 30.0
"""Shorter than push services and the networks between keep a silent connection."""


class Wire:
    """As many connections as there are requests at a time; whoever sends bounds these.

    `answer_s` is how long an answer may take, and a connection to be made; `until`, the loop's
    time, ends either earlier. `largest_answer` is in bytes of body.
    """

    def __init__(
        self,
        origin: str,
        *,
        answer_s: float,
        tls: ssl.SSLContext | None = None,
        largest_answer: int = LARGEST_ANSWER,
    ) -> None:
        parts = urlsplit(origin)
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if parts.scheme == "https" else 80)
        self._authority = parts.netloc.rpartition("@")[2]
        self._tls = (tls or _verifying()) if parts.scheme == "https" else None
        self._answer_s = answer_s
        self._largest_answer = largest_answer
        self._loop = asyncio.get_running_loop()
        self._idle: list[Connection] = []
        self._busy: set[Connection] = set()

    @property
    def open_connections(self) -> int:
        return len(self._idle) + len(self._busy)

    def head(self, path: str, **headers: str) -> bytes:
        """All of a POST before the value of its Content-Length; make it once for many.

        Underscores stand for hyphens. Raises ValueError for what would break out of the header.
        """
        lines = [f"POST {path} HTTP/1.1", f"Host: {self._authority}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if any("\r" in line or "\n" in line for line in lines):
            raise ValueError("a header holds a line break")
        return "\r\n".join([*lines, "Content-Length: "]).encode("latin-1")

    async def connect(self, *, until: float) -> Connection:
        """A connection that is ready, and the caller's until `release`; the last used first.

        Raises OSError and TimeoutError.
        """
        return self.take_idle() or await self._open(until)

    def take_idle(self) -> Connection | None:
        """As `connect`, where nothing need be opened."""
        while self._idle:
            connection = self._idle.pop()
            if connection.is_open:
                self._busy.add(connection)
                return connection
        return None

    def post(
        self, connection: Connection, head: bytes, body: bytes, *, until: float
    ) -> Awaitable[Answer]:
        """Raises ConnectionBroken (an OSError) and TimeoutError when awaited."""
        request = b"%b%d\r\n\r\n%b" % (head, len(body), body)
        return connection.exchange(request, deadline=self._deadline(until))

    def release(self, connection: Connection) -> None:
        self._busy.discard(connection)
        if connection.is_open:
            self._idle.append(connection)

    async def watch(self) -> None:
        """Give up what takes too long, and close what is idle for long; until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            self.look(self._loop.time())

    def look(self, now: float) -> None:
        for connection in self._busy:
            if connection.deadline is not None and now >= connection.deadline:
                connection.give_up()
        stale = [each for each in self._idle if now - each.idle_since > LONGEST_IDLE_S]
        for connection in stale:
            self._idle.remove(connection)
            connection.abort()

    def close(self) -> None:
        for connection in (*self._busy, *self._idle):
            connection.abort()
        self._idle.clear()

    def _deadline(self, until: float) -> float:
        return min(until, self._loop.time() + self._answer_s)

    async def _open(self, until: float) -> Connection:
        loop, largest = self._loop, self._largest_answer
        async with asyncio.timeout_at(self._deadline(until)):
            _, connection = await loop.create_connection(
                lambda: Connection(loop, largest_answer=largest),
                self._host,
                self._port,
                ssl=self._tls,
            )
        self._busy.add(connection)
        return connection


@asynccontextmanager
async def open_wire(
    origin: str,
    *,
    answer_s: float,
    tls: ssl.SSLContext | None = None,
    largest_answer: int = LARGEST_ANSWER,
) -> AsyncIterator[Wire]:
    """A wire to `https://host[:port]` (verified, unless `tls` says otherwise) or `http://…`."""
    wire = Wire(origin, answer_s=answer_s, tls=tls, largest_answer=largest_answer)
    watching = asyncio.create_task(wire.watch())
    try:
        yield wire
    finally:
        watching.cancel()
        wire.close()


def _verifying() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context
