"""A call on the gateway in this process: the bytes that go in and those that come out."""

import asyncio
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.applications import Starlette

PATIENCE_S = 10
"""An answer that takes longer is a bug, not a slow machine."""

_CODE = re.compile(rb'"code":"([A-Z_]+)"')
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)")
_ID = re.compile(rb"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
_GLOBAL_ID = re.compile(rb"[A-Za-z0-9+/]{48,}={0,2}")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    @property
    def codes(self) -> list[str]:
        return [code.decode() for code in _CODE.findall(self.body)]

    @property
    def masked(self) -> bytes:
        """Without ids, times and trace ids: two answers that then differ tell something."""
        said = self.body
        for what in (_GLOBAL_ID, _ID, _MOMENT):
            said = what.sub(b"~", said)
        return b"%d %s" % (self.status, said)


async def knock(
    app: Starlette,
    document: str,
    variables: Mapping[str, Any],
    *,
    authorization: str | None = None,
    on_behalf_of: str | None = None,
    streaming: bool = False,
) -> Answer:
    """One GraphQL request; a subscription's first event, then the caller hangs up."""
    accept = b"text/event-stream" if streaming else b"application/graphql-response+json"
    headers = [(b"content-type", b"application/json"), (b"accept", accept), (b"host", b"osan")]
    if authorization is not None:
        headers.append((b"authorization", authorization.encode()))
    if on_behalf_of is not None:
        headers.append((b"x-on-behalf-of", on_behalf_of.encode()))
    body = orjson.dumps({"query": document, "variables": variables})
    return await call(app, "POST", "/graphql", headers=headers, body=body)


async def call(
    app: Starlette,
    method: str,
    path: str,
    *,
    headers: list[tuple[bytes, bytes]],
    body: bytes = b"",
    query: bytes = b"",
) -> Answer:
    """One HTTP request, without a socket."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "root_path": "",
        "scheme": "http",
        "headers": headers,
        "client": ("192.0.2.1", 1),
        "server": ("osan", 80),
        "state": {},
    }
    hearing = _Hearing(body)
    async with asyncio.timeout(PATIENCE_S):
        await app(scope, hearing.receive, hearing.send)
    return Answer(hearing.status, b"".join(hearing.said))


class _Hearing:
    """The other end: sends its request, then hangs up once the first event is heard."""

    def __init__(self, body: bytes) -> None:
        self._request: bytes | None = body
        self._heard = asyncio.Event()
        self.status = 0
        self.said: list[bytes] = []

    async def receive(self) -> dict[str, Any]:
        if self._request is not None:
            body, self._request = self._request, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._heard.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif said := message.get("body"):
            self.said.append(said)
            if b"event: next" in said:
                self._heard.set()


def bearer(token: str) -> str:
    return f"Bearer {token}"


def basic(user: str, password: str) -> str:
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"
