"""One kept-alive connection that carries one request at a time."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import httptools

LARGEST_ANSWER = 64 * 1024
"""Bytes of body; whoever answers a push with more is not a push service."""


class ConnectionBroken(OSError):
    """The connection ended before the answer did: the request may or may not have arrived."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole HTTP answer. Its headers are read only when somebody asks for one."""

    status: int
    body: bytes = b""
    headers: Sequence[tuple[bytes, bytes]] = ()

    def header(self, name: str) -> str | None:
        """The first of that name, however it is spelt; None when there is none."""
        wanted = name.lower().encode("latin-1")
        for spelt, value in self.headers:
            if spelt.lower() == wanted:
                return value.decode("latin-1")
        return None


class Connection(asyncio.Protocol):
    """Frames one answer after the other (RFC 9112 §6); never pipelines.

    `deadline` is the loop's time after which the request under way counts as lost; None when
    nothing is. The `Wire` looks at it, since a timer a request would cost as much as the request.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, *, largest_answer: int = LARGEST_ANSWER
    ) -> None:
        self._loop = loop
        self._largest_answer = largest_answer
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._headers: list[tuple[bytes, bytes]] = []
        self._body = b""
        self._is_whole = self._is_last = False
        self.deadline: float | None = None
        self.idle_since = loop.time()

    @property
    def is_open(self) -> bool:
        """Whether another request may be written."""
        return self._transport is not None and not self._transport.is_closing()

    async def exchange(self, request: bytes, *, deadline: float) -> Answer:
        """Write a whole request and read its answer.

        Raises ConnectionBroken, and TimeoutError after `deadline`. Whoever is cancelled meanwhile
        loses the connection: its answer would be taken for the next one's.
        """
        transport = self._transport
        if transport is None or self._waiting is not None:
            raise ConnectionBroken("not ready for a request")
        waiting: asyncio.Future[Answer] = self._loop.create_future()
        self._waiting = waiting
        self.deadline = deadline
        transport.write(request)
        try:
            return await waiting
        except BaseException:
            self.abort()
            raise
        finally:
            self._waiting = self.deadline = None

    def give_up(self) -> None:
        """The deadline has passed."""
        self._fail(TimeoutError())
        self.abort()

    def abort(self) -> None:
        """Close at once; a request under way is broken."""
        if self._transport is not None:
            self._transport.abort()
            self._transport = None

    # What the transport calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._waiting is None:
            return self.abort()
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as fault:
            self._fail(ConnectionBroken(type(fault).__name__))
            return self.abort()
        if self._is_whole:
            self._finish()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._fail(ConnectionBroken(type(exc).__name__ if exc else "closed by the other side"))

    # What the parser calls.

    def on_message_begin(self) -> None:
        if self._is_whole:
            raise ConnectionBroken("an answer that nobody asked for")
        self._headers, self._body, self._is_whole = [], b"", False

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers.append((name, value))

    def on_body(self, part: bytes) -> None:
        self._body += part
        if len(self._body) > self._largest_answer:
            raise ConnectionBroken("the answer is too large")

    def on_message_complete(self) -> None:
        """An interim answer (1xx) is none: the one that counts comes after it."""
        self._is_whole = self._parser.get_status_code() >= 200
        self._is_last = not self._parser.should_keep_alive()

    def _finish(self) -> None:
        """Only when all that was received is read: whatever follows an answer unasked breaks it."""
        self._is_whole = False
        answer = Answer(self._parser.get_status_code(), self._body, self._headers)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(answer)
        self.idle_since = self._loop.time()
        if self._is_last:
            self.abort()

    def _fail(self, fault: Exception) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(fault)
