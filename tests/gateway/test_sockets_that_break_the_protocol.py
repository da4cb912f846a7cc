"""graphql-transport-ws: each breach closes the socket with the code that the protocol names."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from gateway.execution.limits import Limits
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.gateway.served import build_app, served

INIT = {"type": "connection_init"}
FOREVER = {
    "type": "subscribe",
    "id": "1",
    "payload": {"query": "subscription { forever }"},
}


@asynccontextmanager
async def a_socket(
    limits: Limits | None = None, *, protocol: str = "graphql-transport-ws"
) -> AsyncIterator[ClientConnection]:
    async with (
        served(build_app(limits=limits)) as gateway,
        connect(gateway.socket_url, subprotocols=[Subprotocol(protocol)]) as socket,
    ):
        yield socket


async def close_code(socket: ClientConnection) -> int | None:
    """The code with which the gateway closes, whatever it says before."""
    try:
        while True:
            await socket.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


BREACHES: dict[str, tuple[list[Any], int]] = {
    "subscribing before the acknowledgement": ([FOREVER], 4401),
    "initialising twice": ([INIT, INIT], 4429),
    "using an id twice": ([INIT, FOREVER, FOREVER], 4409),
    "an unknown message": ([INIT, {"type": "start"}], 4400),
    "a subscription without an id": ([INIT, {**FOREVER, "id": ""}], 4400),
    "a subscription without a query": ([INIT, {**FOREVER, "payload": {}}], 4400),
    "a list": ([[INIT]], 4400),
    "a payload that is no object": ([{**INIT, "payload": "token"}], 4400),
}


@pytest.mark.parametrize(("messages", "code"), BREACHES.values(), ids=BREACHES.keys())
async def test_a_breach_closes_the_socket(messages: list[Any], code: int) -> None:
    async with a_socket() as socket:
        for message in messages:
            await socket.send(json.dumps(message))
        assert await close_code(socket) == code


@pytest.mark.parametrize("text", ["{", b"\x00", json.dumps({"type": "ping", "payload": "x" * 500})])
async def test_what_is_no_message_closes_the_socket(text: str | bytes) -> None:
    async with a_socket(Limits(body_bytes=200)) as socket:
        await socket.send(text)
        assert await close_code(socket) == 4400


async def test_another_protocol_is_not_spoken() -> None:
    async with a_socket(protocol="graphql-ws") as socket:
        assert await close_code(socket) == 4406


async def test_a_silent_socket_is_not_kept() -> None:
    async with a_socket(Limits(init_wait_s=0.05)) as socket:
        assert await close_code(socket) == 4408


async def test_one_socket_carries_only_so_many_subscriptions() -> None:
    async with a_socket(Limits(subscriptions_per_socket=2)) as socket:
        await socket.send(json.dumps(INIT))
        for number in "123":
            await socket.send(json.dumps({**FOREVER, "id": number}))
        assert await close_code(socket) == 4400


async def test_an_id_may_be_used_again_once_its_operation_is_complete() -> None:
    hello = {**FOREVER, "payload": {"query": "{ hello }"}}
    async with a_socket() as socket:
        await socket.send(json.dumps(INIT))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        for _ in range(3):
            await socket.send(json.dumps(hello))
            assert json.loads(await socket.recv())["type"] == "next"
            assert json.loads(await socket.recv())["type"] == "complete"
        await socket.send(json.dumps({"type": "complete", "id": "unknown"}))
        await socket.send(json.dumps({"type": "ping"}))
        assert json.loads(await socket.recv()) == {"type": "pong"}
