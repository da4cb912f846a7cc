"""One connection: requests in, answers out in the same order, one at a time."""

import asyncio
from collections import deque
from collections.abc import Coroutine
from typing import cast

from ml_serving.http.arriving import TooMuch
from ml_serving.http.intake import Intake
from ml_serving.http.message import Request, Response, written
from ml_serving.http.shared import NEVER, Shared
from ml_serving.http.unread import broken, too_many_connections, too_much_at_once

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
LINGER_S = 2.0
"""A client that is refused while it still sends gets this long to read why."""


class Connection(asyncio.Protocol):
    """`due` is when the listener's sweep may cut it; whatever happens moves it on."""

    due: float

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._intake = Intake(
            shared.bounds,
            begin=self._begun,
            expect=self._expected,
            hold=self._hold,
            take=self._taken,
        )
        self._waiting: deque[tuple[Request, bool]] = deque()
        self._working: asyncio.Task[Response] | None = None
        self._current: tuple[Request, bool] | None = None
        self._last: Response | None = None
        self._is_unread = self._is_paused = self._is_over = False
        self._held = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one by likeness
        self.due = self._shared.now() + self._shared.limits.arrival_s
        if not self._shared.admit(self):
            self._end(too_many_connections())

    def connection_lost(self, _exc: Exception | None) -> None:
        """Who hangs up wants no answer: the request is cancelled, and frees its slot."""
        self._shared.leave(self)
        self._shared.held -= self._held
        self._is_over = True
        self._waiting.clear()
        self._intake.close()
        del self._intake
        if self._working is not None:
            self._working.cancel()

    def data_received(self, data: bytes) -> None:
        if self._last is not None or self._is_over:
            return
        refused = self._intake.feed(data)
        if refused is not None:
            if self._intake.fault is not None:
                self._shared.failed(self._intake.fault)
            self._end(refused)

    def pause_writing(self) -> None:
        self._is_unread = True
        self.due = self._shared.now() + self._shared.limits.unread_s

    def resume_writing(self) -> None:
        self._is_unread = False
        self.due = self._shared.now() + self._shared.limits.idle_s
        self._go_on()

    def rest(self) -> None:
        """The server drains: an idle connection closes now, a busy one after its answer."""
        if self._current is None and not self._waiting and not self._intake.is_partial:
            self._transport.close()

    def cut(self) -> None:
        """Time is up."""
        self._transport.abort()

    # what the intake tells

    def _begun(self) -> None:
        if self._current is None:
            self.due = self._shared.now() + self._shared.limits.arrival_s

    def _expected(self) -> None:
        if self._current is None and not self._waiting:
            self._transport.write(CONTINUE)

    def _hold(self, size: int) -> None:
        self._held += size
        self._shared.held += size
        if self._shared.held > self._shared.limits.held_bytes:
            raise TooMuch(too_much_at_once())

    def _taken(self, request: Request, keep: bool) -> None:
        self._waiting.append((request, keep))
        self._go_on()
        if self._waiting and not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()

    # one after the other

    def _go_on(self) -> None:
        while self._waiting and self._current is None and not self._is_unread:
            self._current = self._waiting.popleft()
            self._start(self._current[0])
        if self._last is not None and not (self._waiting or self._current or self._is_over):
            self._say_last(self._last)
        if not self._waiting and self._is_paused and not self._transport.is_closing():
            self._is_paused = False
            self._transport.resume_reading()

    def _start(self, request: Request) -> None:
        self.due = NEVER
        try:
            outcome = self._shared.answer(request)
        except Exception as fault:
            self._shared.failed(fault)
            outcome = broken()
        if isinstance(outcome, Response):
            self._send(outcome)
            return
        assert isinstance(outcome, Coroutine)
        self._working = self._shared.loop.create_task(outcome)
        self._working.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Response]) -> None:
        self._working = None
        if self._is_over:
            return
        if task.cancelled():
            self.cut()
            return
        fault = task.exception()
        if fault is not None:
            self._shared.failed(fault)
        self._send(task.result() if fault is None else broken())
        self._go_on()

    def _send(self, response: Response) -> None:
        assert self._current is not None
        (request, keep), self._current = self._current, None
        self._held -= len(request.body)
        self._shared.held -= len(request.body)
        keep = keep and not self._shared.is_draining
        self._write(response, keep=keep, to=request)
        if not keep:
            self._is_over = True
            self._waiting.clear()
            self._transport.close()
        elif not self._is_unread:
            self.due = self._shared.now() + self._shared.limits.idle_s

    def _write(self, response: Response, *, keep: bool, to: Request | None = None) -> None:
        self._shared.statuses[response.status] += 1
        self._transport.write(written(response, date=self._shared.date, keep=keep, to=to))

    def _end(self, response: Response) -> None:
        """A last answer, after those that are owed. What still comes is not read."""
        self._last = response
        if self._current is None:
            self._say_last(response)

    def _say_last(self, response: Response) -> None:
        """The connection stays open a moment: closing it on a client that still sends would
        take the answer away with it."""
        self._is_over = True
        self._write(response, keep=False)
        self.due = self._shared.now() + LINGER_S
