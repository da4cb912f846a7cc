"""The fields of a small request, sent as a form (RFC 6749 §4.1.3) or as JSON."""

import json
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

LONGEST_BODY = 16_384
LONGEST_FIELD = 2_048
"""No code, token or verifier of ours is longer; others' may be."""


async def fields_of(request: Request, *, longest_field: int = LONGEST_FIELD) -> Mapping[str, str]:
    """Text fields only; whatever else was sent is left out, and a flood is not read to its end."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return {}
    kind = request.headers.get("content-type", "")
    pairs = _json(bytes(body)) if kind.startswith("application/json") else _form(bytes(body))
    return {name: value for name, value in pairs if _is_text(value, longest_field)}


def _form(body: bytes) -> Iterable[tuple[str, str]]:
    try:
        return parse_qsl(body.decode(), max_num_fields=20)
    except ValueError:
        return ()


def _json(body: bytes) -> Iterable[tuple[str, str]]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    return sent.items() if isinstance(sent, dict) else ()


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and value.isprintable()
