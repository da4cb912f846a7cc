"""One connection of the load, and the course that all of them run."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from typing import Final, cast

END_OF_HEAD: Final = b"\r\n\r\n"
LENGTH: Final = b"content-length:"


class Course:
    """Which call comes next, when it is due, and what became of each."""

    def __init__(self, calls: Sequence[bytes], *, dues: Iterator[float]) -> None:
        self._calls, self._dues, self._taken = calls, dues, 0
        self.heard: list[tuple[int, float, int, bytes]] = []
        """Call, seconds, status, body."""

    def next(self) -> tuple[int, float] | None:
        """Its number and when it is due; None at the end."""
        due = next(self._dues, None)
        if due is None:
            return None
        number, self._taken = self._taken % len(self._calls), self._taken + 1
        return number, due

    def request(self, number: int) -> bytes:
        return self._calls[number]


class Lane(asyncio.Protocol):
    """One kept connection that asks one thing at a time; a lost one is opened again."""

    def __init__(self, course: Course, port: int) -> None:
        self._course, self._port = course, port
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._heard = b""
        self._call, self._due = 0, 0.0
        self._asked_at: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.done: asyncio.Future[None] = self._loop.create_future()

    async def open(self) -> None:
        await self._loop.create_connection(lambda: self, "127.0.0.1", self._port)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._heard = cast(asyncio.Transport, transport), b""

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - its protocol
        self._transport = None
        if self._timer is not None:
            self._timer.cancel()
        if self._asked_at is not None:
            self._note(status=0, body=b"")
        if not self.done.done():
            self._coming = asyncio.ensure_future(self._come_back())

    async def _come_back(self) -> None:
        try:
            await self.open()
        except OSError:
            await asyncio.sleep(0.05)
            await self._come_back()
        else:
            self.go_on()

    def go_on(self) -> None:
        following = self._course.next()
        if following is None:
            self.done.set_result(None)
            if self._transport is not None:
                self._transport.close()
            return
        self._call, self._due = following
        wait_s = self._due - time.monotonic()
        if wait_s > 0:
            self._timer = self._loop.call_later(wait_s, self._send)
        else:
            self._send()

    def give_up(self, *, asked_before: float) -> None:
        """Whoever was asked so long ago answers no more: the call is lost, and told as such."""
        if self._transport and self._asked_at is not None and self._asked_at < asked_before:
            self._transport.abort()

    def _send(self) -> None:
        self._asked_at = time.monotonic()
        if self._due == 0.0:
            self._due = self._asked_at
        assert self._transport is not None
        self._transport.write(self._course.request(self._call))

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head = self._heard.find(END_OF_HEAD)
        if head < 0:
            return
        start = head + len(END_OF_HEAD)
        if len(self._heard) >= start + self._length(head):
            self._note(status=int(self._heard[9:12]), body=self._heard[start:])
            self._heard = b""
            self.go_on()

    def _length(self, head: int) -> int:
        start = self._heard[:head].lower().index(LENGTH) + len(LENGTH)
        return int(self._heard[start:head].split(b"\r\n", 1)[0])

    def _note(self, *, status: int, body: bytes) -> None:
        self._asked_at = None
        took_s = time.monotonic() - self._due
        self._course.heard.append((self._call, took_s, status, body))
