"""GraphQL answers and refusals as ASGI messages."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from starlette.types import Send

from gateway.execution.engine import Answer
from gateway.transport.accept import GRAPHQL
from gateway.transport.parameters import BadRequest

Header = tuple[bytes, bytes]

VARY: Header = (b"vary", b"accept")
"""The same URL answers differently by Accept; caches must know."""


async def send_answer(send: Send, answer: Answer, media_type: str) -> None:
    """A GraphQL response. Under application/json a refused document is still a 200: that media
    type's status speaks of the transport alone."""
    status = 400 if answer.refused and media_type == GRAPHQL else 200
    await send_json(send, status, answer.payload, media_type)


async def send_refusal(send: Send, refused: BadRequest, media_type: str) -> None:
    """A well-formed GraphQL error for a request that never became an operation."""
    error = {"message": refused.message, "extensions": {"code": refused.code}}
    await send_json(send, refused.status, {"errors": [error]}, media_type, refused.headers)


async def send_json(
    send: Send,
    status: int,
    payload: Mapping[str, Any],
    media_type: str,
    headers: Iterable[Header] = (),
) -> None:
    await send_bytes(send, status, orjson.dumps(payload), f"{media_type}; charset=utf-8", headers)


async def send_bytes(
    send: Send, status: int, body: bytes, content_type: str, headers: Iterable[Header] = ()
) -> None:
    fixed = [
        (b"content-type", content_type.encode("ascii")),
        (b"content-length", b"%d" % len(body)),
        VARY,
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*fixed, *headers]})
    await send({"type": "http.response.body", "body": body})
