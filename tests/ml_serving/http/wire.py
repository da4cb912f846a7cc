"""A listener in this process, and a client that sends exactly the bytes it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from ml_serving.http.limits import Limits
from ml_serving.http.listener import Listener, Plan, listen
from ml_serving.http.message import Answer, Request, Response, json_response

GET = b"GET /here HTTP/1.1\r\nHost: test\r\n\r\n"
QUICK = Limits(body_bytes=1000, head_bytes=2000, arrival_s=0.5, idle_s=1.0, drain_s=5.0)


@dataclass
class Echo:
    """Says what it was asked. `/held` waits until `let_go` is set, `/broken` raises."""

    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, request: Request):
        match request.path:
            case ("held",):
                return self._held(request)
            case ("broken",):
                raise RuntimeError("a fault of ours")
            case ("large",):
                return Response(200, b"x" * 8_000_000)
        return self._said(request)

    async def _held(self, request: Request) -> Response:
        self.begun.set()
        try:
            await self.let_go.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        return self._said(request)

    def _said(self, request: Request) -> Response:
        said = {"path": "/".join(request.path), "method": request.method}
        return json_response(200, {**said, "body": request.body.decode("latin-1")})


@asynccontextmanager
async def listening(
    answer: Answer, limits: Limits = QUICK, failed: Callable[[object], None] = print
) -> AsyncIterator[Listener]:
    plan = Plan(
        host="127.0.0.1",
        port=0,
        answer=answer,
        limits=limits,
        body_of=lambda _: limits.body_bytes,
        date=lambda: "Sun, 22 Nov 2026 12:00:00 GMT",
        failed=failed,
    )
    listener = await listen(plan)
    try:
        yield listener
    finally:
        listener.abort()


class Client:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def say(self, raw: bytes) -> None:
        self.writer.write(raw)
        await self.writer.drain()

    async def hear(self) -> tuple[int, dict[str, str], bytes]:
        """One whole answer: status, headers, body."""
        async with asyncio.timeout(5):
            head = await self.reader.readuntil(b"\r\n\r\n")
            lines = head.decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
            body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return int(lines[0].split()[1]), headers, body

    async def status(self) -> int:
        return (await self.hear())[0]

    async def is_cut(self, *, within_s: float = 5) -> bool:
        """Whether the server hangs up, and says nothing more before."""
        try:
            async with asyncio.timeout(within_s):
                return await self.reader.read(1) == b""
        except ConnectionError:
            return True
        except TimeoutError:
            return False


@asynccontextmanager
async def connected(listener: Listener) -> AsyncIterator[Client]:
    reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
    try:
        yield Client(reader, writer)
    finally:
        writer.close()
