"""A model server that does as told, over a real socket: well, slowly, or badly."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson

Reply = Callable[["FakeModelServer", asyncio.StreamWriter], Awaitable[None]]


def http(status: int, body: bytes = b"{}", **headers: str) -> Reply:
    """A whole answer. Underscores stand for hyphens."""

    async def reply(_: "FakeModelServer", writer: asyncio.StreamWriter) -> None:
        told = "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in headers.items())
        head = f"HTTP/1.1 {status} So\r\n{told}Content-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)

    return reply


def says(prediction: Any, **label: Any) -> Reply:
    """A prediction, labelled as the server labels all of them."""
    labelled = {
        "model": "demand-forecast",
        "version": "1.0.0",
        "register_id": "osan-ai-0002",
        "latency_ms": 1.5,
        "uncertainty": None,
        "prediction": prediction,
        **label,
    }
    return http(200, orjson.dumps(labelled), Content_Type="application/json")


def busy(status: int, retry_after: str) -> Reply:
    return http(status, b'{"error": "later"}', Retry_After=retry_after)


async def hangs(_: "FakeModelServer", __: asyncio.StreamWriter) -> None:
    """It never answers."""


async def hangs_up(_: "FakeModelServer", writer: asyncio.StreamWriter) -> None:
    writer.close()


async def breaks_off(_: "FakeModelServer", writer: asyncio.StreamWriter) -> None:
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"model": "dem')
    writer.close()


def when(event: asyncio.Event, then: Reply) -> Reply:
    """Slow, until it is told to go on."""

    async def reply(server: "FakeModelServer", writer: asyncio.StreamWriter) -> None:
        await event.wait()
        await then(server, writer)

    return reply


@dataclass
class FakeModelServer:
    """Answers each request with the next of `replies`, then with `always`."""

    always: Reply = field(default_factory=lambda: says({}))
    replies: list[Reply] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    connections: int = 0
    base_url: str = ""

    @property
    def requests(self) -> int:
        return len(self.heads)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                self.bodies.append(await reader.readexactly(length))
                self.heads.append(head)
                self.asked.set()
                await (self.replies.pop(0) if self.replies else self.always)(self, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.gone.set()
            writer.close()


@asynccontextmanager
async def running_model_server() -> AsyncIterator[FakeModelServer]:
    server = FakeModelServer()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    server.base_url = f"http://127.0.0.1:{port}"
    yield server
    listening.close()
