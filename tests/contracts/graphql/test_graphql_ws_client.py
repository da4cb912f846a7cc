"""The npm client `graphql-ws` against a listening gateway."""

from datetime import UTC, datetime

from tests.contracts.graphql.node_clients import Line, client, play
from tests.gateway.bus_stop import HAPPENED
from tests.gateway.served import MINA, build_app, served


def payloads(lines: list[Line], what: str = "next") -> list[object]:
    return [line.detail for line in lines if line.what == what]


async def test_a_subscription_delivers_its_events_and_completes() -> None:
    async with served(build_app()) as gateway:
        lines = await play("ws", "subscribe", gateway.socket_url, "subscription{countdown(from:3)}")
    assert payloads(lines) == [{"data": {"countdown": number}} for number in (3, 2, 1)]
    assert [line.what for line in lines] == ["connected", "next", "next", "next", "complete"]


async def test_a_query_runs_over_the_socket_too() -> None:
    async with served(build_app()) as gateway:
        lines = await play("ws", "subscribe", gateway.socket_url, "{ hello }")
    assert payloads(lines) == [{"data": {"hello": "hello Osan"}}]


async def test_the_token_of_connection_params_signs_in() -> None:
    async with served(build_app()) as gateway:
        lines = await play("ws", "signedIn", gateway.socket_url, "mina")
    assert payloads(lines) == [{"data": {"myName": str(MINA.person_id)}}]


async def test_a_wrong_token_closes_the_socket_as_forbidden() -> None:
    async with served(build_app()) as gateway:
        lines = await play("ws", "signedIn", gateway.socket_url, "stranger")
    assert payloads(lines) == []
    assert payloads(lines, "closed") == [{"code": 4403, "reason": "Forbidden"}]


async def test_a_subscription_that_needs_a_person_is_refused_to_nobody() -> None:
    async with served(build_app()) as gateway:
        lines = await play("ws", "subscribe", gateway.socket_url, "subscription { myName }")
    (errors,) = payloads(lines, "error")
    assert [error["extensions"]["code"] for error in errors] == ["UNAUTHENTICATED"]
    assert payloads(lines) == []


async def test_an_invalid_document_is_an_error_of_that_operation_alone() -> None:
    async with served(build_app()) as gateway:
        lines = await play("ws", "subscribe", gateway.socket_url, "subscription { nothing }")
    (errors,) = payloads(lines, "error")
    assert [error["extensions"]["code"] for error in errors] == ["GRAPHQL_VALIDATION_FAILED"]


async def test_a_fault_after_events_ends_the_subscription_without_a_stack() -> None:
    async with served(build_app()) as gateway:
        lines = await play("ws", "subscribe", gateway.socket_url, "subscription { breaks }")
    first, last = payloads(lines)
    assert first == {"data": {"breaks": "one"}}
    assert last["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "hunter2" not in str(lines)


async def test_several_subscriptions_share_one_socket() -> None:
    async with served(build_app()) as gateway:
        lines = await play("ws", "several", gateway.socket_url)
    assert payloads(lines, "connected") == [None]
    for tag in "abc":
        assert payloads(lines, tag) == [{"data": {"countdown": 2}}, {"data": {"countdown": 1}}]


async def test_leaving_early_stops_the_resolver() -> None:
    async with served(build_app()) as gateway:
        lines = await play("ws", "leaveEarly", gateway.socket_url)
    assert payloads(lines, "query") == [{"data": {"openForevers": 0}}]
    assert HAPPENED.closed > 0


async def test_pings_are_answered() -> None:
    async with served(build_app()) as gateway:
        lines = await play("ws", "ping", gateway.socket_url)
    assert payloads(lines, "pong") == [True]


async def test_a_client_comes_back_after_the_gateway_was_replaced() -> None:
    async with (
        served(build_app()) as first,
        client("ws", "reconnect", first.socket_url) as phone,
    ):
        assert (await phone.line()).what == "connected"
        assert (await phone.line()).what == "next"
        await first.stop()
        closed = await phone.line()
        async with served(build_app(), port=first.port):
            rest = await phone.lines()
    assert (closed.what, closed.detail["code"]) == ("closed", 1012)
    assert payloads(rest) == [{"data": {"forever": "here"}}]


async def test_a_shutdown_closes_sockets_and_leaves_no_resolver_running() -> None:
    async with (
        served(build_app()) as gateway,
        client("ws", "untilShutdown", gateway.socket_url) as phone,
    ):
        assert (await phone.line()).what == "connected"
        assert (await phone.line()).what == "next"
        await gateway.stop()
        closed, *_ = await phone.lines()
    assert closed.detail["code"] == 1012
    assert HAPPENED.forevers == 0


async def test_an_expired_token_ends_its_subscriptions() -> None:
    async with served(build_app(expires_at=lambda: datetime(2026, 1, 1, tzinfo=UTC))) as gateway:
        lines = await play("ws", "untilShutdown", gateway.socket_url)
    assert {"code": 4403, "reason": "Token expired"} in payloads(lines, "closed")
