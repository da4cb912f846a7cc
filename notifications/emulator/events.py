"""`GET /control/events`: a server-sent event whenever phones changed, coalesced."""

from collections.abc import AsyncIterator

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from notifications.emulator.dump import dump_counters
from notifications.emulator.exchange import Exchange

HEARTBEAT_S = 15.0
NAMED_PHONES = 200


def events_route(exchange: Exchange) -> Route:
    """The stream over this exchange (WHATWG HTML, "Server-sent events")."""

    async def events(request: Request) -> Response:  # noqa: ARG001
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(stream(exchange), media_type="text/event-stream", headers=headers)

    return Route("/control/events", events, methods=["GET"])


async def stream(exchange: Exchange) -> AsyncIterator[bytes]:
    """`hello` first, then `phones` with the slugs that changed; a comment keeps it alive."""
    with exchange.feed.subscription() as subscriber:
        yield b"retry: 1000\n" + _event(exchange, "hello", [])
        async for changed in exchange.feed.changes(subscriber, idle_s=HEARTBEAT_S):
            yield _event(exchange, "phones", changed) if changed else b": still here\n\n"


def _event(exchange: Exchange, name: str, changed: list[str]) -> bytes:
    told = {
        "run": exchange.run,
        "changed": [slug for slug in changed if slug][:NAMED_PHONES],
        **dump_counters(exchange),
    }
    raw = orjson.dumps(told, option=orjson.OPT_NON_STR_KEYS)
    return b"event: " + name.encode() + b"\ndata: " + raw + b"\n\n"
