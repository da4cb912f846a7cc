"""A request as it came, an answer as it goes."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, unquote

import orjson

JSON, OCTETS, TEXT = b"application/json", b"application/octet-stream", b"text/plain; charset=utf-8"
REQUEST_ID, LONGEST_ID = b"x-request-id", 128
NOTHING: Mapping[bytes, bytes] = {}
STATUS_LINES = {
    status.value: b"HTTP/1.1 %d %s\r\n" % (status.value, status.phrase.encode())
    for status in HTTPStatus
}


@dataclass(slots=True)
class Request:
    """One whole request. `headers` by lower-case name; a repeated one joined by a comma.

    Not frozen for speed alone: a frozen one costs a microsecond more at every request.
    """

    method: str
    target: bytes
    headers: Mapping[bytes, bytes]
    body: bytes

    @property
    def path(self) -> tuple[str, ...]:
        """The segments of the target's path."""
        return segments_of(self.target)

    @property
    def query(self) -> Mapping[str, str]:
        """The query's parameters; of a repeated one, the last. Raises `ValueError` past 64."""
        _, _, query = self.target.partition(b"?")
        pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=64)
        return dict(pairs)


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. `headers` in the order and case they go out."""

    status: int
    body: bytes = b""
    content_type: bytes = JSON
    headers: Mapping[bytes, bytes] = field(default_factory=dict)


Answer: TypeAlias = Callable[[Request], Response | Awaitable[Response]]
"""What a listener asks for every request. What is known at once comes without a task."""


def segments_of(target: bytes) -> tuple[str, ...]:
    """The segments of a path, each percent-decoded after the cut: `/a/b%2Fc` is two."""
    path = target.split(b"?", 1)[0].decode("latin-1")
    if path[:1] != "/":
        path = path.partition("://")[2].partition("/")[2]  # absolute, as proxies send it
    path = path.strip("/")
    segments = path.split("/")
    return tuple(map(unquote, segments)) if "%" in path else tuple(segments)


def json_response(status: int, said: Any, *, headers: Mapping[bytes, bytes] = NOTHING) -> Response:
    """A value as JSON."""
    return Response(status, orjson.dumps(said), JSON, headers)


def written(response: Response, *, date: bytes, keep: bool, to: Request | None = None) -> bytes:
    """The answer as it goes over the wire. To a HEAD the body is left out, not its length; an
    `X-Request-Id` is given back."""
    lines = [
        STATUS_LINES[response.status],
        b"content-type: %s\r\ncontent-length: %d\r\ndate: %s\r\nconnection: %s\r\n"
        % (response.content_type, len(response.body), date, b"keep-alive" if keep else b"close"),
    ]
    lines.extend(b"%s: %s\r\n" % header for header in response.headers.items())
    if to is not None and REQUEST_ID in to.headers:
        lines.append(b"x-request-id: %s\r\n" % to.headers[REQUEST_ID][:LONGEST_ID])
    lines.append(b"\r\n")
    if to is None or to.method != "HEAD":
        lines.append(response.body)
    return b"".join(lines)
