"""Who may change which models answer: whoever has the token."""

import hmac
import re
from dataclasses import dataclass
from http import HTTPStatus

from ml_serving.http.message import Request
from ml_serving.http.trouble import Trouble

LOOPBACK = re.compile(rb"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Guard:
    """`token` None only in development, on loopback: see `settings`."""

    token: bytes | None

    def refuses(self, request: Request) -> Trouble | None:
        """401 without the token; the comparison takes the same time whatever was sent."""
        if self.token is None:
            return self._refuses_pages(request)
        kind, _, given = request.headers.get(b"authorization", b"").partition(b" ")
        is_same = hmac.compare_digest(given.strip(), self.token)
        return None if kind.lower() == b"bearer" and is_same else _unauthorized()

    def _refuses_pages(self, request: Request) -> Trouble | None:
        """A page in the developer's browser can send a POST to loopback, or have a name of its
        own resolve there; neither can leave out its Origin or say Host: localhost."""
        host = request.headers.get(b"host", b"localhost").lower()
        if b"origin" in request.headers or not LOOPBACK.fullmatch(host):
            return _unauthorized()
        return None


def _unauthorized() -> Trouble:
    message = "Token Authorization failed. Expected: Authorization: Bearer and the token."
    return Trouble(HTTPStatus.UNAUTHORIZED, "InvalidKeyException", message)
