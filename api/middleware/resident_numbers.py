"""Outside GraphQL, too, no resident registration number comes in: 개인정보보호법 §24의2.

Reads what a request says before anybody else does: its address, its query, the headers that we
keep something of, and its body. Positions are the exception: `/ingest` reads numbers and times
only and keeps no text, and its clocks count in thirteen digits. GraphQL looks into its own strings.
A picture of care holds no text: only its pixels are kept.
"""

import re
from pathlib import Path
from urllib.parse import unquote_plus

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domains.kernel.resident_numbers import REFUSED, holds_resident_number
from domains.kernel.text import Catalogue, pick_locale

TEXTS = Catalogue(Path(__file__).parent.parent / "rest" / "locales")

LOOK_INTO_THEIR_OWN = ("/ingest/", "/graphql", "/care/photos/")
KEPT_HEADERS = ("x-request-id", "x-on-behalf-of", "user-agent")
LARGEST_BODY = 1_048_576

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


class ResidentNumbers:
    """ASGI middleware: 400 in place of what a request with such a number would do."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _says_one(scope):
            await _refusal(scope)(scope, receive, send)
            return
        if scope["method"] in ("GET", "HEAD") or scope["path"].startswith(LOOK_INTO_THEIR_OWN):
            await self._app(scope, receive, send)
            return
        heard = await _hear(receive)
        if holds_resident_number([_text(b"".join(m.get("body", b"") for m in heard))]):
            await _refusal(scope)(scope, receive, send)
            return
        await self._app(scope, _again(heard, receive), send)


def _says_one(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    said = [headers.get(name, "") for name in KEPT_HEADERS]
    if not scope["path"].startswith("/ingest/"):
        said += [scope["path"], _text(scope.get("query_string", b""))]
    return holds_resident_number(said)


async def _hear(receive: Receive) -> list[Message]:
    """The messages of the body, no more of it than anybody may send."""
    heard: list[Message] = []
    size = 0
    while size <= LARGEST_BODY:
        message = await receive()
        heard.append(message)
        size += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            break
    return heard


def _again(heard: list[Message], receive: Receive) -> Receive:
    waiting = iter(heard)

    async def replay() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return replay


def _text(said: bytes) -> str:
    """Forms and queries hide text behind percent signs, JSON behind backslashes (RFC 8259 §7)."""
    return _ESCAPED.sub(_meant, unquote_plus(said.decode("utf-8", "replace")))


def _meant(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16))


def _refusal(scope: Scope) -> JSONResponse:
    locale = pick_locale(Headers(scope=scope).get("accept-language"))
    advice = TEXTS.text(locale, "resident_number_refused")
    return JSONResponse({"error": REFUSED, "error_description": advice}, 400)
