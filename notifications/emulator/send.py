"""`POST /v1/projects/{project}/messages:send`, the one path that must be fast."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import assert_never

from starlette.types import Receive, Scope, Send

from notifications.emulator import status
from notifications.emulator.device import Device
from notifications.emulator.exchange import Exchange
from notifications.emulator.fcm_v1 import Sending, read_sending
from notifications.emulator.misbehaviour import Behaviour, Rule
from notifications.emulator.status import Answer, Violation

LARGEST_REQUEST = 64 * 1024

Sleep = Callable[[float], Awaitable[None]]


class LostResponse(ConnectionResetError):
    """The answer was lost on purpose, under a server that cannot cut the connection."""


class SendEndpoint:
    """An ASGI application of its own, past Starlette's request and response objects."""

    def __init__(self, exchange: Exchange, *, sleep: Sleep = asyncio.sleep) -> None:
        self.exchange = exchange
        self._sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        raw = await read_body(receive, limit=LARGEST_REQUEST)
        self.exchange.journal.counts["requests"] += 1
        answer = await self._answer(scope, raw)
        if answer is None:
            await drop_connection(scope, receive)
            return
        await write(send, answer)

    async def _answer(self, scope: Scope, raw: bytes | None) -> Answer | None:
        """The answer, or None when it shall be lost."""
        if not self.exchange.desk.accepts(_authorization(scope)):
            return self._uncounted(status.unauthenticated())
        if raw is None:
            return self._uncounted(status.invalid_argument(Violation("(body)", "is too large")))
        sending = read_sending(raw)
        if isinstance(sending, Violation):
            return self._uncounted(status.invalid_argument(sending))
        return await self._send(scope["path_params"]["project"], sending)

    def _uncounted(self, answer: Answer) -> Answer:
        self.exchange.journal.counts[answer.outcome] += 1
        return answer

    async def _send(self, project: str, sending: Sending) -> Answer | None:
        if sending.validate_only:
            return status.accepted(f"projects/{project}/messages/fake_message_id")
        device = self.exchange.find_or_register(sending)
        if device is None:
            return self._refuse(sending, status.unregistered())
        rule = self.exchange.rule_for(device)
        refusal = refusal_of(rule)
        if refusal is not None:
            return self._refuse(sending, refusal)
        return await self._deliver(project, device, sending, rule)

    def _refuse(self, sending: Sending, answer: Answer) -> Answer:
        self.exchange.note_refusal(
            sending.target, sending, outcome=answer.outcome, status=answer.status
        )
        return answer

    async def _deliver(
        self, project: str, device: Device, sending: Sending, rule: Rule
    ) -> Answer | None:
        """Deliver first: a sender that gives up waiting cannot know that the phone rang."""
        if rule.behaviour is Behaviour.LOST_RESPONSE:
            self.exchange.deliver(device, sending, outcome="LOST_RESPONSE", status=0)
            return None
        message_id = self.exchange.deliver(device, sending, outcome="ACCEPTED", status=200)
        if rule.behaviour is Behaviour.SLOW:
            await self._sleep(rule.delay_s)
        return status.accepted(f"projects/{project}/messages/{message_id}")


def refusal_of(rule: Rule) -> Answer | None:
    """The refusal that a rule orders; None when it lets the message through."""
    match rule.behaviour:
        case Behaviour.SUCCESS | Behaviour.SLOW | Behaviour.LOST_RESPONSE:
            return None
        case Behaviour.UNREGISTERED:
            return status.unregistered()
        case Behaviour.SENDER_ID_MISMATCH:
            return status.sender_id_mismatch()
        case Behaviour.QUOTA:
            return status.quota_exceeded(rule.retry_after_s)
        case Behaviour.UNAVAILABLE:
            return status.unavailable()
        case Behaviour.INTERNAL:
            return status.internal()
        case Behaviour.BAD_GATEWAY:
            return status.bad_gateway()
        case Behaviour.THIRD_PARTY_AUTH:
            return status.third_party_auth_error()
        case unreachable:
            assert_never(unreachable)


async def read_body(receive: Receive, *, limit: int) -> bytes | None:
    """The whole request body; None when it exceeds `limit` bytes."""
    event = await receive()
    body: bytes = event.get("body", b"")
    while event.get("more_body", False):
        event = await receive()
        body += event.get("body", b"")
        if len(body) > limit:
            return None
    return body


async def write(send: Send, answer: Answer) -> None:
    headers = [
        (b"content-type", answer.content_type),
        (b"content-length", str(len(answer.body)).encode()),
        *answer.headers,
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def drop_connection(scope: Scope, receive: Receive) -> None:
    """Cut the connection under the client, where the server lends us the knife (`server.py`)."""
    cut = scope.get("extensions", {}).get("emulator.cut_connection")
    if cut is None:
        raise LostResponse
    cut["now"]()
    while (await receive())["type"] != "http.disconnect":
        pass


def _authorization(scope: Scope) -> bytes:
    for name, value in scope["headers"]:
        if name == b"authorization":
            return bytes(value)
    return b""
