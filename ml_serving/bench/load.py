"""`python -m ml_serving.bench.load CALLS.json`: asks as it is told, as cheaply as it can.

A cue is `{"port", "lanes", "count" | "rate" and "seconds"}`. With `count`, each lane asks again as
soon as it is answered; with `rate`, calls are due at even times whether the lanes are free or not,
and a latency is counted from when its call was due. A call without an answer within `patience_s`
is given up, and told under the status 0.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import uvloop

from ml_serving.bench.calls import Call
from ml_serving.bench.cue import perform
from ml_serving.bench.lane import Course, Lane
from ml_serving.bench.said import prediction_of

ANSWERED_WITHIN_S: Final = 60.0
"""No model takes so long: what has no answer by then is lost, and the bench says so."""


async def run(calls: Sequence[bytes], cue: Mapping[str, Any]) -> Mapping[str, Any]:
    course = Course(calls, dues=_dues(cue))
    lanes = [Lane(course, cue["port"]) for _ in range(cue["lanes"] if calls else 0)]
    await asyncio.gather(*(lane.open() for lane in lanes))
    began, cpu = time.monotonic(), time.process_time()
    for lane in lanes:
        lane.go_on()
    if lanes:
        await _all(lanes, patience_s=cue.get("patience_s", ANSWERED_WITHIN_S))
    wall_s, cpu_s = time.monotonic() - began, time.process_time() - cpu
    return {"wall_s": wall_s, "cpu_s": cpu_s, **_told(course)}


async def _all(lanes: Sequence[Lane], *, patience_s: float) -> None:
    """Until each has ended. What a callback raises would end nobody: here it ends the bench."""
    loop, broken = asyncio.get_running_loop(), asyncio.Event()

    def note(_: object, context: Mapping[str, Any]) -> None:
        sys.stderr.write(f"{context}\n")
        broken.set()

    loop.set_exception_handler(note)
    ended = asyncio.ensure_future(asyncio.wait([lane.done for lane in lanes]))
    breaking = asyncio.ensure_future(broken.wait())
    waiting: set[asyncio.Future[Any]] = {ended, breaking}
    while not (await asyncio.wait(waiting, timeout=1.0, return_when=asyncio.FIRST_COMPLETED))[0]:
        for lane in lanes:
            lane.give_up(asked_before=time.monotonic() - patience_s)
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


def request_of(call: Call, port: int) -> bytes:
    path = f"/v2/models/{call.model}/infer" if call.head else f"/predictions/{call.model}"
    length = f"Inference-Header-Content-Length: {call.head}\r\n" if call.head else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{length}"
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
