"""The head of a send, read once: a client's heads repeat to the byte.

Only the plainest kind is taken here (HTTP/1.1, kept connection, a stated length); what is
anything else goes to the full server.
"""

import re
from dataclasses import dataclass, field

import httptools

from notifications.emulator.take_send import LARGEST_REQUEST

PATH = re.compile(rb"/v1/projects/([A-Za-z0-9_-]+)/messages:send")
UNUSUAL = frozenset({b"transfer-encoding", b"expect", b"upgrade", b"connection"})
END = b"\r\n\r\n"
KEPT = 1024


@dataclass(frozen=True, slots=True)
class Head:
    """What a send's head says. `length`: bytes of body that follow."""

    project: str
    authorization: bytes
    length: int


@dataclass(slots=True)
class _Collector:
    url: bytes = b""
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))


class Heads:
    """Reads heads; None for one that is not for the fast way."""

    def __init__(self) -> None:
        self._known: dict[bytes, Head | None] = {}

    def read(self, head: bytes) -> Head | None:
        """`head` without the empty line that ends it."""
        try:
            return self._known[head]
        except KeyError:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[head] = found = _read(head)
            return found


def _read(head: bytes) -> Head | None:
    said = _Collector()
    parser = httptools.HttpRequestParser(said)
    try:
        parser.feed_data(head + END)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return None
    path = PATH.fullmatch(said.url)
    is_plain = parser.get_method() == b"POST" and parser.get_http_version() == "1.1"
    if path is None or not is_plain or any(name in UNUSUAL for name, _ in said.headers):
        return None
    return _head(path[1].decode(), said.headers)


def _head(project: str, headers: list[tuple[bytes, bytes]]) -> Head | None:
    lengths = [value for name, value in headers if name == b"content-length"]
    bearers = [value for name, value in headers if name == b"authorization"]
    if len(lengths) != 1 or len(bearers) > 1 or not lengths[0].isdigit():
        return None
    if int(lengths[0]) > LARGEST_REQUEST:
        return None
    return Head(project, bearers[0] if bearers else b"", int(lengths[0]))
