"""Server-Sent Events that have nothing to say still say that they are there."""

import httpx
from gateway.execution.limits import Limits

from tests.gateway.bus_stop import HAPPENED
from tests.gateway.eventually import eventually
from tests.gateway.served import build_app, served


async def test_a_silent_stream_sends_comments_and_ends_when_the_reader_leaves() -> None:
    async with served(build_app(limits=Limits(keep_alive_s=0.01))) as gateway:
        async with (
            httpx.AsyncClient() as http,
            http.stream(
                "POST",
                gateway.url,
                json={"query": "subscription { forever }"},
                headers={"accept": "text/event-stream"},
            ) as response,
        ):
            lines = response.aiter_lines()
            seen = [await anext(lines) for _ in range(12)]
        await eventually(lambda: HAPPENED.forevers == 0)
    assert response.headers["cache-control"] == "no-cache, no-transform"
    assert seen.count(":") >= 3
    assert 'data: {"data":{"forever":"here"}}' in seen
