"""What the public audits leave open of GraphQL over HTTP."""

import pytest
from gateway.execution.limits import Limits
from gateway.transport.accept import ANSWERS, EVENTS, GRAPHQL, JSON, PAGE, preferred

from tests.gateway.phone import a_phone, codes
from tests.gateway.served import build_app

HELLO = {"query": "{ hello }"}


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (f"{GRAPHQL}, {JSON}", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON};q=0.9", JSON),
        (f"{GRAPHQL}; charset=utf-8, {JSON};q=0.9", GRAPHQL),
        (f"{JSON};q=0, */*", GRAPHQL),
        ("text/event-stream", EVENTS),
        ("text/html,application/xhtml+xml,*/*;q=0.8", PAGE),
        ("image/png", None),
        (f"{JSON};q=0", None),
        (f"{JSON};q=banana", None),
        ("APPLICATION/JSON", JSON),
    ],
)
def test_accept_headers_are_read_as_rfc_9110_says(accept: str | None, chosen: str | None) -> None:
    assert preferred(accept, (*ANSWERS, EVENTS, PAGE)) == chosen


async def test_an_accept_that_nothing_satisfies_is_406() -> None:
    async with a_phone() as phone:
        response = await phone.post(HELLO, accept="image/png")
    assert response.status_code == 406
    assert codes(response.json()) == ["NOT_ACCEPTABLE"]


@pytest.mark.parametrize("accept", ["application/json", GRAPHQL])
async def test_a_mutation_over_get_is_405_and_says_post(accept: str) -> None:
    query = {"query": "mutation { __typename }"}
    async with a_phone() as phone:
        response = await phone.http.get("/graphql", params=query, headers={"accept": accept})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"


async def test_other_methods_are_405_and_say_which_are_served() -> None:
    async with a_phone() as phone:
        response = await phone.http.put("/graphql", json=HELLO)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/json; charset=euc-kr", "multipart/form-data"]
)
async def test_only_json_in_utf_8_is_read(content_type: str) -> None:
    async with a_phone() as phone:
        response = await phone.http.post(
            "/graphql", content=b'{"query":"{hello}"}', headers={"content-type": content_type}
        )
    assert response.status_code == 415


@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b'"{ hello }"', b'{"query":"{ hello \xff}"}', b'{"query":NaN}']
)
async def test_a_malformed_body_is_a_well_formed_400(body: bytes) -> None:
    async with a_phone() as phone:
        response = await phone.http.post(
            "/graphql", content=body, headers={"content-type": "application/json"}
        )
    assert response.status_code == 400
    assert codes(response.json()) == ["BAD_REQUEST"]


async def test_batches_are_refused_by_name() -> None:
    async with a_phone() as phone:
        response = await phone.post([HELLO, HELLO])
    assert response.status_code == 400
    assert codes(response.json()) == ["BATCHING_REFUSED"]


async def test_a_body_beyond_the_limit_is_413() -> None:
    async with a_phone(build_app(limits=Limits(body_bytes=100))) as phone:
        response = await phone.post({"query": "{ hello }", "variables": {"x": "y" * 100}})
    assert response.status_code == 413
    assert codes(response.json()) == ["BODY_TOO_LARGE"]


async def test_korean_survives_the_journey() -> None:
    async with a_phone() as phone:
        answer = await phone.send("query($n: String!) { hello(name: $n) }", n="오산 🚌")
    assert answer == {"data": {"hello": "hello 오산 🚌"}}


@pytest.mark.parametrize("name", ["Nobody", None])
async def test_an_operation_that_cannot_be_chosen_is_a_request_error(name: str | None) -> None:
    query = "query A { hello } query B { hello }"
    async with a_phone() as phone:
        response = await phone.post({"query": query, "operationName": name})
    assert response.status_code == 400
    assert codes(response.json()) == ["OPERATION_RESOLUTION_FAILURE"]


async def test_a_subscription_over_plain_http_is_pointed_to_a_stream() -> None:
    async with a_phone() as phone:
        response = await phone.post({"query": "subscription { forever }"})
    assert codes(response.json()) == ["SUBSCRIPTION_NEEDS_A_STREAM"]


async def test_answers_vary_by_accept() -> None:
    async with a_phone() as phone:
        assert (await phone.post(HELLO)).headers["vary"] == "accept"


async def test_a_subscription_by_get_streams_events() -> None:
    async with a_phone() as phone:
        response = await phone.http.get(
            "/graphql",
            params={"query": "subscription { countdown(from: 1) }"},
            headers={"accept": "text/event-stream"},
        )
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert 'event: next\ndata: {"data":{"countdown":1}}\n\n' in response.text
    assert response.text.endswith("event: complete\ndata: \n\n")
