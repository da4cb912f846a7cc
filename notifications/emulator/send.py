"""`POST /v1/projects/{project}/messages:send` as an ASGI application.

The way of tests, and of requests that `front.py` does not take.
"""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.types import Receive, Scope, Send

from notifications.emulator.status import Answer
from notifications.emulator.take_send import LARGEST_REQUEST, Sends, Silence

Sleep = Callable[[float], Awaitable[None]]


class LostResponse(ConnectionResetError):
    """The answer was lost on purpose, under a server that cannot cut the connection."""


class SendEndpoint:
    """An ASGI application of its own, past Starlette's request and response objects."""

    def __init__(self, sends: Sends, *, sleep: Sleep = asyncio.sleep) -> None:
        self._sends = sends
        self._sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = self._sends.take(
            raw=await read_body(receive, limit=LARGEST_REQUEST),
            project=scope["path_params"]["project"],
            authorization=_authorization(scope),
        )
        if taken.delay_s:
            await self._sleep(taken.delay_s)
        match taken.answer:
            case Answer() as answer:
                await write(send, answer)
            case Silence.CUT:
                await drop_connection(scope, receive)
            case Silence.HANG:
                await until_gone(receive)


async def read_body(receive: Receive, *, limit: int) -> bytes | None:
    """The whole request body; None when it exceeds `limit` bytes."""
    event = await receive()
    body: bytes = event.get("body", b"")
    while event.get("more_body", False):
        event = await receive()
        body += event.get("body", b"")
        if len(body) > limit:
            break
    return None if len(body) > limit else body


async def write(send: Send, answer: Answer) -> None:
    headers = [
        (b"content-type", answer.content_type),
        (b"content-length", str(len(answer.body)).encode()),
        *answer.headers,
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def drop_connection(scope: Scope, receive: Receive) -> None:
    """Cut the connection under the client, where the server lends us the knife (`server.py`)."""
    cut = scope.get("extensions", {}).get("emulator.cut_connection")
    if cut is None:
        raise LostResponse
    cut["now"]()
    await until_gone(receive)


async def until_gone(receive: Receive) -> None:
    """Say nothing until the client hangs up."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _authorization(scope: Scope) -> bytes:
    for name, value in scope["headers"]:
        if name == b"authorization":
            return bytes(value)
    return b""
