"""Clients that can post a body, each as its makers mean it to be used."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from urllib.parse import urlsplit

Post = Callable[[bytes], Awaitable[None]]
"""Raises AssertionError for any answer but 200."""

AT_ONCE = 100
PATIENCE_S = 30.0
HEADERS = {"authorization": "Bearer emulator", "content-type": "application/json"}


@asynccontextmanager
async def wire(url: str) -> AsyncIterator[Post]:
    """The product's own bare wire (ADR 15), without the product."""
    from infra.wire import open_wire

    parts = urlsplit(url)
    async with open_wire(f"{parts.scheme}://{parts.netloc}", answer_s=PATIENCE_S) as ours:
        loop = asyncio.get_running_loop()
        head = ours.head(parts.path, **{k.replace("-", "_"): v for k, v in HEADERS.items()})

        async def post(body: bytes) -> None:
            until = loop.time() + PATIENCE_S
            connection = await ours.connect(until=until)
            try:
                answer = await ours.post(connection, head, body, until=until)
            finally:
                ours.release(connection)
            assert answer.status == 200, answer

        yield post


@asynccontextmanager
async def pyreqwest(url: str) -> AsyncIterator[Post]:
    """Rust's reqwest: the fastest client library that is published for this."""
    from pyreqwest.client import ClientBuilder

    builder = ClientBuilder().http1_only().max_connections(AT_ONCE).default_headers(HEADERS)
    async with builder.timeout(timedelta(seconds=PATIENCE_S)).build() as client:

        async def post(body: bytes) -> None:
            answer = await client.post(url).body_bytes(body).build().send()
            await answer.bytes()
            assert answer.status == 200, answer.status

        yield post


@asynccontextmanager
async def aiohttp(url: str) -> AsyncIterator[Post]:
    """What most would take."""
    import aiohttp as library

    connector = library.TCPConnector(limit=AT_ONCE)
    async with library.ClientSession(connector=connector, headers=HEADERS) as session:

        async def post(body: bytes) -> None:
            async with session.post(url, data=body) as answer:
                await answer.read()
                assert answer.status == 200, answer.status

        yield post


POSTERS: Mapping[str, Callable[[str], AbstractAsyncContextManager[Post]]] = {
    "wire": wire,
    "pyreqwest": pyreqwest,
    "aiohttp": aiohttp,
}
