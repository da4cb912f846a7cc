"""GraphQL over Server-Sent Events, distinct connections mode: one operation a response."""

import asyncio
from collections.abc import AsyncIterator

import orjson
from starlette.types import Receive, Send

from gateway.context import Context
from gateway.execution.engine import Answer
from gateway.transport.streams import Streams, until_expired

KEEP_ALIVE = b":\n\n"
COMPLETE = b"event: complete\ndata: \n\n"
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"vary", b"accept"),
]


async def send_events(
    *,
    answers: AsyncIterator[Answer],
    context: Context,
    keep_alive_s: float,
    streams: Streams,
    receive: Receive,
    send: Send,
) -> None:
    """Deliver answers as `next` events, then `complete`, until any side has had enough."""
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await _write(send, KEEP_ALIVE)
    stop = asyncio.create_task(_reason_to_stop(context, streams, receive))
    async with streams.counted("sse"):
        try:
            async for event in _events(answers, stop, keep_alive_s):
                await _write(send, event)
        finally:
            stop.cancel()
    await send({"type": "http.response.body", "body": b""})


async def once(answer: Answer) -> AsyncIterator[Answer]:
    """A query's single answer, as a stream of one."""
    yield answer


async def _write(send: Send, event: bytes) -> None:
    await send({"type": "http.response.body", "body": event, "more_body": True})


async def _events(
    answers: AsyncIterator[Answer], stop: asyncio.Task[None], keep_alive_s: float
) -> AsyncIterator[bytes]:
    upcoming = asyncio.ensure_future(anext(answers, None))
    try:
        while not stop.done():
            await asyncio.wait(
                {upcoming, stop}, timeout=keep_alive_s, return_when=asyncio.FIRST_COMPLETED
            )
            if not upcoming.done():
                yield KEEP_ALIVE
                continue
            answer = upcoming.result()
            if answer is None:
                break
            yield b"event: next\ndata: " + orjson.dumps(answer.payload) + b"\n\n"
            upcoming = asyncio.ensure_future(anext(answers, None))
        yield COMPLETE
    finally:
        await end(upcoming, answers)


async def end(upcoming: asyncio.Future[Answer | None], answers: AsyncIterator[Answer]) -> None:
    """Stop waiting for the next answer and let the resolver's generator clean up."""
    upcoming.cancel()
    await asyncio.gather(upcoming, return_exceptions=True)
    close = getattr(answers, "aclose", None)
    if close is not None:
        await close()


async def _reason_to_stop(context: Context, streams: Streams, receive: Receive) -> None:
    waits = [
        asyncio.ensure_future(wait)
        for wait in (_hung_up(receive), streams.draining.wait(), until_expired(context))
    ]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
