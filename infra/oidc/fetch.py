"""Asking a provider over HTTP, with an end to patience."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import httpx

from infra.oidc.refusal import Refusal, Refused

PATIENCE_S = 5.0
"""A citizen waits at a blank page meanwhile."""

LONGEST_ANSWER = 1 << 20


async def get_json(http: httpx.AsyncClient, url: str) -> dict[str, Any] | Refused:
    """A JSON object, or that the provider is down or talks nonsense."""
    answer = await _send(http, http.build_request("GET", url))
    if isinstance(answer, Refused):
        return answer
    if answer.status_code != httpx.codes.OK:
        return Refused(Refusal.PROVIDER_DOWN)
    return _object(answer)


async def post_for_tokens(
    http: httpx.AsyncClient, url: str, *, form: Mapping[str, str], auth: httpx.Auth | None
) -> dict[str, Any] | Refused:
    """A token response (RFC 6749 §5): its errors speak about the code, its outages do not."""
    request = http.build_request("POST", url, data=dict(form))
    answer = await _send(http, request, auth=auth)
    if isinstance(answer, Refused):
        return answer
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Refused(Refusal.PROVIDER_DOWN)
    if answer.is_error:
        return Refused(Refusal.CODE_REFUSED)
    return _object(answer)


async def _send(
    http: httpx.AsyncClient, request: httpx.Request, *, auth: httpx.Auth | None = None
) -> httpx.Response | Refused:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await http.send(request, auth=auth, follow_redirects=False)
    except (httpx.HTTPError, TimeoutError, OSError):
        return Refused(Refusal.PROVIDER_DOWN)


def _object(answer: httpx.Response) -> dict[str, Any] | Refused:
    try:
        body = json.loads(answer.content[:LONGEST_ANSWER])
    except ValueError:
        return Refused(Refusal.PROVIDER_GARBLED)
    return body if isinstance(body, dict) else Refused(Refusal.PROVIDER_GARBLED)
