"""`python -m infra.benchmarks.client SCRIPT`: phones, as cheap as they can be.

HTTP/1.1 over kept connections by hand: it knows only answers with a stated length, which is
what the servers under test give.
"""

import asyncio
import sys
import time
from pathlib import Path
from typing import cast

import uvloop

from infra.benchmarks.cues import await_cue, report
from infra.benchmarks.script import Call, Script

END_OF_HEAD, LENGTH = b"\r\n\r\n", b"content-length:"


class Lane(asyncio.Protocol):
    """One connection and its calls."""

    def __init__(self, calls: tuple[Call, ...]) -> None:
        self._calls = calls
        self._next = 0
        self._heard = b""
        self._began = 0.0
        self._transport: asyncio.Transport | None = None
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.answered: dict[str, float] = {}
        self.latest_s = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server hung up"))

    def begin(self, began: float) -> None:
        self._began = began
        self._go_on()

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head = self._heard.find(END_OF_HEAD)
        if head < 0 or len(self._heard) < head + len(END_OF_HEAD) + self._length(head):
            return
        answer, self._heard = self._heard, b""
        self._take(answer)

    def _length(self, head: int) -> int:
        start = self._heard.index(LENGTH, 0, head) + len(LENGTH)
        return int(self._heard[start : self._heard.index(b"\r\n", start)])

    def _take(self, answer: bytes) -> None:
        call = self._calls[self._next]
        if call.tag is not None:
            self.answered[call.tag] = time.time()
        if call.expected not in answer:
            self.done.set_exception(AssertionError(f"expected {call.expected!r} in {answer!r}"))
            return
        self._next += 1
        self._go_on()

    def _go_on(self) -> None:
        if self._next == len(self._calls):
            self.done.set_result(None)
            return
        due_s = self._calls[self._next].due_s
        wait = 0.0 if due_s is None else self._began + due_s - time.monotonic()
        if wait > 0:
            asyncio.get_running_loop().call_later(wait, self._send)
        else:
            self.latest_s = max(self.latest_s, -wait)
            self._send()

    def _send(self) -> None:
        assert self._transport is not None
        self._transport.write(self._calls[self._next].request)


async def perform(script: Script) -> None:
    """Connect, wait for the cue, send it all, and report."""
    loop = asyncio.get_running_loop()
    lanes = [Lane(calls) for calls in script.lanes]
    for lane in lanes:
        await loop.create_connection(lambda lane=lane: lane, "127.0.0.1", script.port)  # type: ignore[misc]
    await_cue()
    began, cpu = time.monotonic(), time.process_time()
    for lane in lanes:
        lane.begin(began)
    await asyncio.gather(*(lane.done for lane in lanes))
    report(
        {
            "wall_s": time.monotonic() - began,
            "cpu_s": time.process_time() - cpu,
            "latest_s": max(lane.latest_s for lane in lanes),
            "answered": {tag: at for lane in lanes for tag, at in lane.answered.items()},
        }
    )


if __name__ == "__main__":
    uvloop.run(perform(Script.read(Path(sys.argv[1]))))
