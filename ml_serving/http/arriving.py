"""A request while it arrives, within bounds."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ml_serving.http.message import Request, Response
from ml_serving.http.unread import head_too_large, too_large

FEW_HEADERS = 100


@dataclass(frozen=True, slots=True)
class Bounds:
    """`head` in bytes; `body_of` gives the bytes of body that one target may have."""

    head: int
    body_of: Callable[[bytes], int]


class TooMuch(Exception):
    """Past a bound. `response` is the last that this connection hears."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


@dataclass(slots=True)
class Arriving:
    """The pieces so far. Methods raise `TooMuch` when a bound is passed."""

    bounds: Bounds
    url: bytes = b""
    headers: dict[bytes, bytes] = field(default_factory=dict)
    chunks: list[bytes] = field(default_factory=list)
    head_size: int = 0
    raw_size: int = 0
    body_size: int = 0
    body_bound: int = 0
    is_head_whole: bool = False

    def take_url(self, piece: bytes) -> None:
        self.url += piece
        self._count_head(len(piece))

    def take_header(self, name: bytes, value: bytes) -> None:
        """Trailers count, but are not believed: the head was whole without them."""
        self._count_head(len(name) + len(value))
        if self.is_head_whole:
            return
        name = name.lower()
        known = self.headers.get(name)
        self.headers[name] = value if known is None else known + b", " + value
        if len(self.headers) > FEW_HEADERS:
            raise TooMuch(head_too_large(self.bounds.head, FEW_HEADERS))

    def take_raw(self, size: int) -> None:
        """Bytes of a head that is not whole: the parser keeps half a header to itself."""
        self.raw_size += size
        if not self.is_head_whole and self.raw_size > self.bounds.head:
            raise TooMuch(head_too_large(self.bounds.head, FEW_HEADERS))

    def end_head(self) -> None:
        """What the head says of the body is believed only if it is within bounds."""
        self.is_head_whole = True
        self.body_bound = self.bounds.body_of(self.url)
        stated = self.headers.get(b"content-length")
        if stated is not None and int(stated) > self.body_bound:
            raise TooMuch(too_large(self.body_bound))

    def take_body(self, piece: bytes) -> None:
        self.body_size += len(piece)
        if self.body_size > self.body_bound:
            raise TooMuch(too_large(self.body_bound))
        self.chunks.append(piece)

    def whole(self, method: bytes) -> Request:
        """The request, once its last byte is here."""
        chunks = self.chunks
        body = chunks[0] if len(chunks) == 1 else b"".join(chunks)
        return Request(method.decode("latin-1"), self.url, self.headers, body)

    def head_without(self, names: frozenset[bytes], method: bytes) -> bytes:
        """The head again, as it would be without some of its headers."""
        kept = [pair for pair in self.headers.items() if pair[0] not in names]
        lines = [b"%s: %s" % pair for pair in kept]
        return b"\r\n".join([b"%s %s HTTP/1.1" % (method, self.url), *lines, b"", b""])

    def _count_head(self, size: int) -> None:
        self.head_size += size
        if self.head_size > self.bounds.head:
            raise TooMuch(head_too_large(self.bounds.head, FEW_HEADERS))
