"""`python -m ml_serving.bench.load CALLS.json`: asks as it is told, as cheaply as it can.

A cue is `{"port", "lanes", "count" | "rate" and "seconds"}`. With `count`, each lane asks again as
soon as it is answered; with `rate`, calls are due at even times whether the lanes are free or not,
and a latency is counted from when its call was due.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

import uvloop

from ml_serving.bench.calls import Call
from ml_serving.bench.cue import perform

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
        self._is_asking = False
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
        if self._is_asking:
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

    def _send(self) -> None:
        if self._due == 0.0:
            self._due = time.monotonic()
        assert self._transport is not None
        self._is_asking = True
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
        self._is_asking = False
        took_s = time.monotonic() - self._due
        self._course.heard.append((self._call, took_s, status, body))


async def run(calls: Sequence[bytes], cue: Mapping[str, Any]) -> Mapping[str, Any]:
    course = Course(calls, dues=_dues(cue))
    lanes = [Lane(course, cue["port"]) for _ in range(cue["lanes"] if calls else 0)]
    await asyncio.gather(*(lane.open() for lane in lanes))
    began, cpu = time.monotonic(), time.process_time()
    for lane in lanes:
        lane.go_on()
    await _all(lanes)
    wall_s, cpu_s = time.monotonic() - began, time.process_time() - cpu
    return {"wall_s": wall_s, "cpu_s": cpu_s, **_told(course)}


async def _all(lanes: Sequence[Lane]) -> None:
    """Until each has ended. What a callback raises would end nobody: here it ends the bench."""
    loop, broken = asyncio.get_running_loop(), asyncio.Event()

    def note(_: object, context: Mapping[str, Any]) -> None:
        sys.stderr.write(f"{context}\n")
        broken.set()

    loop.set_exception_handler(note)
    ended = asyncio.gather(*(lane.done for lane in lanes))
    breaking = asyncio.ensure_future(broken.wait())
    await asyncio.wait({ended, breaking}, return_when=asyncio.FIRST_COMPLETED)
    if broken.is_set():
        raise RuntimeError("the load broke")
    breaking.cancel()


def _dues(cue: Mapping[str, Any]) -> Iterator[float]:
    """0 is: now."""
    if "rate" not in cue:
        return (0.0 for _ in range(cue["count"]))
    began, rate = time.monotonic(), cue["rate"]
    return (began + number / rate for number in range(int(cue["seconds"] * rate)))


def _told(course: Course) -> Mapping[str, Any]:
    statuses = Counter(str(status) for _, _, status, _ in course.heard)
    answers: dict[int, set[str]] = {}
    for call, _, status, body in course.heard:
        if status == 200:
            answers.setdefault(call, set()).add(prediction_of(body))
    return {
        "latencies_s": [
            (call, took_s) for call, took_s, status, _ in course.heard if status == 200
        ],
        "statuses": statuses,
        "answers": {call: sorted(said) for call, said in answers.items()},
    }


def prediction_of(body: bytes) -> str:
    """What does not change from answer to answer: all but the latency, in one spelling."""
    said = json.loads(body)
    return json.dumps([said["prediction"], said["uncertainty"]], sort_keys=True)


def request_of(call: Call, port: int) -> bytes:
    head = (
        f"POST /predictions/{call.model} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: {call.content_type}\r\nContent-Length: {len(call.body)}\r\n\r\n"
    )
    return head.encode() + call.body


def main(path: str) -> None:
    calls = [Call.of_json(each) for each in json.loads(Path(path).read_text())]

    def play(cue: Mapping[str, Any]) -> Mapping[str, Any]:
        chosen = [call for call in calls if call.model in cue.get("models", (call.model,))]
        return uvloop.run(run([request_of(call, cue["port"]) for call in chosen], cue))

    perform(play)


if __name__ == "__main__":
    main(sys.argv[1])
