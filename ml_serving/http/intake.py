"""Bytes in, whole requests out: httptools, with bounds."""

from collections.abc import Callable

import httptools

from ml_serving.http.arriving import Arriving, Bounds, TooMuch
from ml_serving.http.message import Request, Response
from ml_serving.http.unread import broken, malformed, no_tunnel, without_host

OFFERS = frozenset({b"upgrade", b"connection", b"http2-settings"})
Take = Callable[[Request, bool], None]


class Intake:
    """The reading half of a connection.

    `take` gets each whole request and whether the connection may be kept after it; `begin` hears
    of a first byte, `expect` of a client that waits for leave to send its body, `hold` of bytes
    that are kept now and may raise `TooMuch`.
    """

    def __init__(
        self,
        bounds: Bounds,
        *,
        begin: Callable[[], None],
        expect: Callable[[], None],
        hold: Callable[[int], None],
        take: Take,
    ) -> None:
        self._bounds = bounds
        self._begin, self._expect, self._hold, self._take = begin, expect, hold, take
        self._parser = httptools.HttpRequestParser(self)
        self._arriving = Arriving(bounds)
        self.is_partial = False
        self.fault: BaseException | None = None

    def feed(self, data: bytes) -> Response | None:
        """None, or the last answer for a connection that can be understood no further."""
        try:
            self._parser.feed_data(data)
            if self.is_partial:
                self._arriving.take_raw(len(data))
        except httptools.HttpParserUpgrade as upgrade:
            return self._pass_over(data[upgrade.args[0] :])
        except httptools.HttpParserCallbackError as stopped:
            return self._reason(stopped.__context__)
        except httptools.HttpParserError:
            return malformed()
        except TooMuch as much:
            return much.response
        return None

    def close(self) -> None:
        """Nothing is read any more. The parser and this hold each other: parted, both go at once
        and not when somebody looks for cycles."""
        del self._parser

    def _pass_over(self, rest: bytes) -> Response | None:
        """An offer to upgrade may be ignored (RFC 9110, 7.8). The parser stops at it, before the
        body: it is given the head again, without the offer."""
        if self._parser.get_method() == b"CONNECT":
            return no_tunnel()
        head = self._arriving.head_without(OFFERS, self._parser.get_method())
        self._parser = httptools.HttpRequestParser(self)
        return self.feed(head + rest)

    def _reason(self, cause: BaseException | None) -> Response:
        if isinstance(cause, TooMuch):
            return cause.response
        self.fault = cause
        return broken()

    # httptools calls these

    def on_message_begin(self) -> None:
        self._arriving = Arriving(self._bounds)
        self.is_partial = True
        self._begin()

    def on_url(self, piece: bytes) -> None:
        self._arriving.take_url(piece)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._arriving.take_header(name, value)

    def on_headers_complete(self) -> None:
        arriving = self._arriving
        if b"host" not in arriving.headers and self._parser.get_http_version() == "1.1":
            raise TooMuch(without_host())
        arriving.end_head()
        if b"expect" in arriving.headers:
            self._expect()

    def on_body(self, piece: bytes) -> None:
        self._arriving.take_body(piece)
        self._hold(len(piece))

    def on_message_complete(self) -> None:
        parser = self._parser
        if parser.should_upgrade():
            return
        self.is_partial = False
        self._take(self._arriving.whole(parser.get_method()), parser.should_keep_alive())
