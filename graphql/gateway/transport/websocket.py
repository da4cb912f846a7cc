"""GraphQL over WebSocket: the graphql-transport-ws protocol, server side."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import suppress
from enum import IntEnum
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from domains.kernel.errors import Fault
from gateway.context import Context, ContextFactory
from gateway.execution.documents import DocumentRefused
from gateway.execution.engine import Answer, Engine, refusal
from gateway.execution.faults import log_unexpected
from gateway.transport.parameters import BadRequest, read_parameters
from gateway.transport.sse import once
from gateway.transport.streams import Streams, until_expired
from graphql import OperationType

PROTOCOL = "graphql-transport-ws"


class CloseCode(IntEnum):
    """The protocol's close codes; clients reconnect or give up by them."""

    SERVICE_RESTART = 1012
    INTERNAL = 4500
    BAD_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    UNKNOWN_SUBPROTOCOL = 4406
    INIT_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY_INITS = 4429


class Close(Exception):
    """The socket must be closed with this code and reason."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class WebSocketTransport:
    """Accepts sockets that speak the protocol, and serves each until it closes."""

    def __init__(
        self, *, engine: Engine, context_factory: ContextFactory, streams: Streams
    ) -> None:
        self._engine = engine
        self._context_factory = context_factory
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        if PROTOCOL not in scope.get("subprotocols", ()):
            await socket.accept()
            await socket.close(CloseCode.UNKNOWN_SUBPROTOCOL, "Subprotocol not acceptable")
            return
        await socket.accept(subprotocol=PROTOCOL)
        conversation = Conversation(socket, self._engine, self._context_factory, self._streams)
        with suppress(WebSocketDisconnect):
            await conversation.hold()


class Conversation:
    """One socket from its accept to its close."""

    def __init__(
        self,
        socket: WebSocket,
        engine: Engine,
        context_factory: ContextFactory,
        streams: Streams,
    ) -> None:
        self._socket = socket
        self._engine = engine
        self._context_factory = context_factory
        self._streams = streams
        self._initialised = False
        self._said: Mapping[str, object] = {}
        self._acknowledged: asyncio.Future[Context] = asyncio.get_running_loop().create_future()
        self._broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._operations: dict[str, asyncio.Task[None]] = {}

    async def hold(self) -> None:
        """Talk until the client leaves, the server drains, or someone breaks the protocol."""
        talks = [
            self._broken,
            *map(
                asyncio.ensure_future,
                (self._listen(), self._drain(), self._expect_init(), self._expire()),
            ),
        ]
        try:
            await asyncio.wait(talks, return_when=asyncio.FIRST_EXCEPTION)
            await self._close_for(talks)
        finally:
            await _cancel([*talks, *self._operations.values()])

    async def _close_for(self, talks: Iterable[asyncio.Future[None]]) -> None:
        for talk in talks:
            match talk.exception() if talk.done() else None:
                case Close(code=code, reason=reason):
                    await self._close(code, reason)
                    return
                case WebSocketDisconnect():
                    return
                case Exception() as fault:
                    log_unexpected(fault)
                    await self._close(CloseCode.INTERNAL, "Internal error")
                    return

    async def _close(self, code: CloseCode, reason: str) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):  # the client was quicker
            await self._socket.close(code, reason)

    async def _drain(self) -> None:
        await self._streams.draining.wait()
        raise Close(CloseCode.SERVICE_RESTART, "Service restart")

    async def _expect_init(self) -> None:
        await asyncio.sleep(self._engine.limits.init_wait_s)
        if not self._initialised:
            raise Close(CloseCode.INIT_TIMEOUT, "Connection initialisation timeout")

    async def _expire(self) -> None:
        await until_expired(await asyncio.shield(self._acknowledged))
        raise Close(CloseCode.FORBIDDEN, "Token expired")

    async def _listen(self) -> None:
        while True:
            await self._hear(await self._message())

    async def _message(self) -> Mapping[str, Any]:
        text = await self._text()
        try:
            message = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise Close(CloseCode.BAD_MESSAGE, "Message is not JSON") from error
        if not isinstance(message, dict):
            raise Close(CloseCode.BAD_MESSAGE, "Message is not an object")
        return message

    async def _text(self) -> str:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"])
        text = message.get("text")
        if not isinstance(text, str):
            raise Close(CloseCode.BAD_MESSAGE, "Only text messages are understood")
        if len(text) > self._engine.limits.body_bytes:
            raise Close(CloseCode.BAD_MESSAGE, "Message too long")
        return text

    async def _hear(self, message: Mapping[str, Any]) -> None:
        match message:
            case {"type": "connection_init"}:
                await self._init(message.get("payload") or {})
            case {"type": "ping"}:
                await self._say({"type": "pong"})
            case {"type": "pong"}:
                pass
            case {"type": "subscribe", "id": str(id_), "payload": dict(payload)} if id_:
                self._subscribe(id_, payload)
            case {"type": "complete", "id": str(id_)}:
                await _cancel([self._operations.pop(id_, None)])
            case _:
                raise Close(CloseCode.BAD_MESSAGE, "Invalid message")

    async def _init(self, payload: object) -> None:
        if self._initialised:
            raise Close(CloseCode.TOO_MANY_INITS, "Too many initialisation requests")
        if not isinstance(payload, dict):
            raise Close(CloseCode.BAD_MESSAGE, "Invalid payload")
        self._initialised, self._said = True, payload
        self._acknowledged.set_result(await self._identified())
        await self._say({"type": "connection_ack"})

    async def _identified(self) -> Context:
        """Who speaks, asked anew for each operation: an office ends while its socket is open."""
        try:
            return await self._context_factory(self._socket, self._said)
        except Fault as fault:
            raise Close(CloseCode.FORBIDDEN, "Forbidden") from fault

    def _subscribe(self, id_: str, payload: Mapping[str, Any]) -> None:
        if not self._acknowledged.done():
            raise Close(CloseCode.UNAUTHORIZED, "Unauthorized")
        if id_ in self._operations:
            raise Close(CloseCode.SUBSCRIBER_EXISTS, f"Subscriber for {id_} already exists")
        if len(self._operations) >= self._engine.limits.subscriptions_per_socket:
            raise Close(CloseCode.BAD_MESSAGE, "Too many subscriptions on this socket")
        self._operations[id_] = asyncio.create_task(self._operate(id_, payload))

    async def _operate(self, id_: str, payload: Mapping[str, Any]) -> None:
        try:
            context = (await self._identified()).afresh()
            await self._answer(id_, payload, context)
        except Exception as fault:
            if not self._broken.done():
                self._broken.set_exception(fault)
        finally:
            if self._operations.get(id_) is asyncio.current_task():
                del self._operations[id_]

    async def _answer(self, id_: str, payload: Mapping[str, Any], context: Context) -> None:
        answers = await self._answers(payload, context)
        if isinstance(answers, Answer) and answers.refused:
            await self._say({"id": id_, "type": "error", "payload": answers.payload["errors"]})
        else:
            await self._deliver(id_, once(answers) if isinstance(answers, Answer) else answers)

    async def _deliver(self, id_: str, answers: AsyncIterator[Answer]) -> None:
        async with self._streams.counted("websocket"):
            async for answer in answers:
                await self._say({"id": id_, "type": "next", "payload": answer.payload})
        await self._say({"id": id_, "type": "complete"})

    async def _answers(
        self, payload: Mapping[str, Any], context: Context
    ) -> Answer | AsyncIterator[Answer]:
        try:
            request = read_parameters(payload)
            operation = self._engine.find(request)
        except BadRequest as refused:
            raise Close(CloseCode.BAD_MESSAGE, refused.message) from refused
        except DocumentRefused as refused:
            return refusal(refused.errors, refused.code)
        if operation.kind is OperationType.SUBSCRIPTION:
            return await self._engine.subscribe(request, operation, context)
        return await self._engine.execute(request, operation, context)

    async def _say(self, message: Mapping[str, Any]) -> None:
        await self._socket.send_text(orjson.dumps(message).decode())


async def _cancel(tasks: Iterable[asyncio.Future[None] | None]) -> None:
    """Stop tasks and wait until their clean-up has run."""
    running = [task for task in tasks if task is not None]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
