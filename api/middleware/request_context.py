"""Every request has an id and a trace, is counted, and leaves one line in the log."""

import re
import time
from dataclasses import dataclass, field

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domains.kernel.ids import Ids
from infra.telemetry.metrics import REQUEST_SECONDS, REQUESTS
from infra.telemetry.redaction import blot
from infra.telemetry.trace import Trace, joined_trace

_ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9._:-]{8,64}")
_UNMATCHED = "unmatched"
_QUIET = ("/ingest/", "/healthz", "/metrics")
"""A phone walks, a probe looks: counted by the metrics, and a line only when it goes wrong."""

_log = structlog.stdlib.get_logger()


class RequestContext:
    """Outermost ASGI middleware: `X-Request-Id` and `traceparent`, taken or made, given back.

    The log line names the route's pattern, not the path that was asked: paths and query strings
    carry ids, tokens and positions.
    """

    def __init__(self, app: ASGIApp, *, ids: Ids) -> None:
        self._app = app
        self._ids = ids

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        caller = Trace.parse(headers.get("traceparent"))
        answer = _Answer(
            request_id=self._request_id(headers.get("x-request-id")),
            trace=caller.child() if caller else Trace.begin(),
            send=send,
        )
        with joined_trace(answer.trace, request_id=answer.request_id):
            try:
                await self._app(scope, receive, answer.pass_on)
            finally:
                answer.account_for(scope)

    def _request_id(self, offered: str | None) -> str:
        """The caller's id if it can do no harm in a log, else one of ours."""
        if offered is not None and _ACCEPTABLE_ID.fullmatch(offered) and blot(offered) == offered:
            return offered
        return str(self._ids.new())


@dataclass
class _Answer:
    """One answer on its way out."""

    request_id: str
    trace: Trace
    send: Send
    status: int = 500
    began: float = field(default_factory=time.perf_counter)

    async def pass_on(self, message: Message) -> None:
        match message["type"]:
            case "http.response.start":
                self.status = message["status"]
                self._sign(message)
            case "websocket.accept":
                self.status = 101
                self._sign(message)
            case "websocket.close" if self.status != 101:
                self.status = 403
        await self.send(message)

    def account_for(self, scope: Scope) -> None:
        seconds = time.perf_counter() - self.began
        method, route = scope.get("method", "WS"), _route(scope)
        REQUESTS.labels(method, route, self.status).inc()
        if scope["type"] == "http":
            REQUEST_SECONDS.labels(method, route).observe(seconds)
        if self.status < 400 and route.startswith(_QUIET):
            return
        tell = _log.info if self.status < 500 else _log.error
        tell(
            "request",
            method=method,
            route=route,
            status=self.status,
            ms=round(seconds * 1000, 1),
        )

    def _sign(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        headers["x-request-id"] = self.request_id
        headers["traceparent"] = self.trace.header


def _route(scope: Scope) -> str:
    """The pattern that matched: few, so that each can have metrics of its own."""
    return getattr(scope.get("route"), "path", None) or _UNMATCHED
