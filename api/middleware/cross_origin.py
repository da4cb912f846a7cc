"""Pages of other origins that may call the API from a browser."""

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

PATHS = frozenset({"/graphql", "/auth/token"})
"""What such a page needs; everything else is for our own pages and for programs."""

HEADERS = ("authorization", "content-type", "traceparent", "x-on-behalf-of", "x-request-id")


class CrossOrigin:
    """ASGI middleware: CORS for `origins`, without cookies.

    Our refresh cookie stays with our own page: an app elsewhere keeps its own refresh token.
    """

    def __init__(self, app: ASGIApp, *, origins: Sequence[str]) -> None:
        self._app = app
        self._shared = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=("GET", "POST"),
            allow_headers=HEADERS,
            expose_headers=("x-request-id",),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        shared = scope["type"] == "http" and scope["path"] in PATHS
        await (self._shared if shared else self._app)(scope, receive, send)
