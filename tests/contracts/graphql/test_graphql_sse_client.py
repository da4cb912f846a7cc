"""The npm client `graphql-sse` (distinct connections mode) against a listening gateway."""

from tests.contracts.graphql.node_clients import Line, client, play
from tests.gateway.bus_stop import HAPPENED
from tests.gateway.eventually import eventually
from tests.gateway.served import MINA, build_app, served


def payloads(lines: list[Line], what: str = "next") -> list[object]:
    return [line.detail for line in lines if line.what == what]


async def test_a_subscription_delivers_its_events_and_completes() -> None:
    async with served(build_app()) as gateway:
        lines = await play("sse", "subscribe", gateway.url, "subscription{countdown(from:3)}")
    assert payloads(lines) == [{"data": {"countdown": number}} for number in (3, 2, 1)]
    assert lines[-1].what == "complete"


async def test_a_query_is_a_stream_of_one() -> None:
    async with served(build_app()) as gateway:
        lines = await play("sse", "subscribe", gateway.url, "{ hello }")
    assert payloads(lines) == [{"data": {"hello": "hello Osan"}}]


async def test_the_authorization_header_signs_in() -> None:
    async with served(build_app()) as gateway:
        lines = await play("sse", "signedIn", gateway.url, "mina")
    assert payloads(lines) == [{"data": {"myName": str(MINA.person_id)}}]


async def test_a_wrong_token_is_unauthorised() -> None:
    async with served(build_app()) as gateway:
        lines = await play("sse", "signedIn", gateway.url, "stranger")
    assert [line.detail["status"] for line in lines] == [401]


async def test_a_subscription_that_needs_a_person_is_refused_to_nobody() -> None:
    async with served(build_app()) as gateway:
        lines = await play("sse", "subscribe", gateway.url, "subscription { myName }")
    (refused,) = payloads(lines)
    assert refused["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert lines[-1].what == "complete"


async def test_an_invalid_document_is_told_in_the_stream() -> None:
    async with served(build_app()) as gateway:
        lines = await play("sse", "subscribe", gateway.url, "subscription { nothing }")
    (refused,) = payloads(lines)
    assert refused["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_a_fault_after_events_ends_the_stream_without_a_stack() -> None:
    async with served(build_app()) as gateway:
        lines = await play("sse", "subscribe", gateway.url, "subscription { breaks }")
    first, last = payloads(lines)
    assert first == {"data": {"breaks": "one"}}
    assert last["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "hunter2" not in str(lines)


async def test_leaving_early_stops_the_resolver() -> None:
    async with served(build_app()) as gateway:
        lines = await play("sse", "leaveEarly", gateway.url)
        await eventually(lambda: HAPPENED.forevers == 0)
    assert payloads(lines) == [{"data": {"forever": "here"}}]


async def test_a_shutdown_completes_open_streams() -> None:
    async with (
        served(build_app()) as gateway,
        client("sse", "untilShutdown", gateway.url) as phone,
    ):
        assert (await phone.line()).what == "next"
        await gateway.stop()
        lines = await phone.lines()
    assert [line.what for line in lines] == ["complete"]
    assert HAPPENED.forevers == 0
