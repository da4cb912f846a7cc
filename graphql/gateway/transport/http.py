"""One HTTP request: negotiate, read, authenticate, run, answer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from domains.kernel.errors import Forbidden, Unauthenticated, Unavailable
from gateway.context import Context, ContextFactory
from gateway.execution.documents import DocumentRefused, Operation
from gateway.execution.engine import Answer, Engine, Request, refusal
from gateway.execution.faults import format_fault, log_unexpected
from gateway.transport.accept import ANSWERS, EVENTS, JSON, PAGE, preferred
from gateway.transport.body import ClientGone, check_content_type, read_whole
from gateway.transport.parameters import BadRequest, read_body, read_query_string
from gateway.transport.responses import Header, send_answer, send_json, send_refusal
from gateway.transport.sse import once, send_events
from gateway.transport.streams import Streams
from graphql import OperationType

BEARER: Header = (b"www-authenticate", b"Bearer")


@dataclass(frozen=True, slots=True)
class HttpTransport:
    """Serves GET and POST on the GraphQL path; `playground` answers browsers, if given."""

    engine: Engine
    context_factory: ContextFactory
    streams: Streams
    playground: ASGIApp | None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        media_type = preferred(Headers(scope=scope).get("accept"), self._offered(scope))
        if media_type == PAGE and self.playground is not None:
            await self.playground(scope, receive, send)
            return
        try:
            await self._operate(scope, receive, send, media_type)
        except BadRequest as refused:
            await send_refusal(send, refused, _readable(media_type))
        except ClientGone:
            return

    def _offered(self, scope: Scope) -> tuple[str, ...]:
        offered = (*ANSWERS, EVENTS)
        if self.playground is not None and scope["method"] in ("GET", "HEAD"):
            return (*offered, PAGE)
        return offered

    async def _operate(
        self, scope: Scope, receive: Receive, send: Send, media_type: str | None
    ) -> None:
        request = await self._read(scope, receive)
        if media_type is None:
            raise BadRequest(
                f"Accept one of {', '.join((*ANSWERS, EVENTS))}.", code="NOT_ACCEPTABLE", status=406
            )
        try:
            context = await self.context_factory(HTTPConnection(scope), {})
        except Exception as fault:
            await _send_fault(send, fault, media_type)
            return
        answers = await self._answers(scope, request, context, media_type)
        if isinstance(answers, Answer) and media_type != EVENTS:
            await send_answer(send, answers, media_type)
            return
        await send_events(
            answers=once(answers) if isinstance(answers, Answer) else answers,
            context=context,
            keep_alive_s=self.engine.limits.keep_alive_s,
            streams=self.streams,
            receive=receive,
            send=send,
        )

    async def _read(self, scope: Scope, receive: Receive) -> Request:
        match scope["method"]:
            case "POST":
                check_content_type(Headers(scope=scope).get("content-type"))
                return read_body(await read_whole(receive, self.engine.limits.body_bytes))
            case "GET":
                return read_query_string(scope["query_string"])
            case _:
                raise BadRequest(
                    "GraphQL is served to GET and POST.",
                    code="METHOD_NOT_ALLOWED",
                    status=405,
                    headers=[(b"allow", b"GET, POST")],
                )

    async def _answers(
        self, scope: Scope, request: Request, context: Context, media_type: str
    ) -> Answer | AsyncIterator[Answer]:
        try:
            operation = self.engine.find(request)
        except DocumentRefused as refused:
            return refusal(refused.errors, refused.code)
        if operation.kind is OperationType.SUBSCRIPTION:
            return await self._subscribe(request, operation, context, media_type)
        if operation.kind is OperationType.MUTATION and scope["method"] == "GET":
            raise BadRequest(
                "Mutations are served to POST only.",
                code="METHOD_NOT_ALLOWED",
                status=405,
                headers=[(b"allow", b"POST")],
            )
        return await self.engine.execute(request, operation, context)

    async def _subscribe(
        self, request: Request, operation: Operation, context: Context, media_type: str
    ) -> Answer | AsyncIterator[Answer]:
        if media_type != EVENTS:
            raise BadRequest(
                "Subscribe with accept: text/event-stream, or over graphql-transport-ws.",
                code="SUBSCRIPTION_NEEDS_A_STREAM",
            )
        return await self.engine.subscribe(request, operation, context)


async def _send_fault(send: Send, fault: Exception, media_type: str) -> None:
    """Nobody could be authenticated, so nothing ran."""
    status, headers = 500, []
    match fault:
        case Unauthenticated():
            status, headers = 401, [BEARER]
        case Forbidden():
            status = 403
        case Unavailable():
            status = 503
        case _:
            log_unexpected(fault)
    payload = {"errors": [format_fault(fault)]}
    await send_json(send, status, payload, _readable(media_type), headers)


def _readable(media_type: str | None) -> str:
    """The type in which to say no: events and pages cannot carry a refusal."""
    return media_type if media_type in ANSWERS else JSON
