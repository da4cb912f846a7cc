"""Faults are masked; refusals of the client's own making are explained."""

from uuid import uuid4

import pytest
from gateway.app import build_graphql_app
from gateway.context import Context
from gateway.execution.limits import Limits
from gateway.schema import build_schema

from tests.gateway import bus_stop
from tests.gateway.bus_stop import HAPPENED
from tests.gateway.phone import a_phone, codes
from tests.gateway.served import MINA, build_app

RING = """mutation($input: RingBellInput!) {
    ringBell(input: $input) { __typename ... on RingBellSuccess { stop } }
}"""


@pytest.mark.parametrize(("field", "code"), [("buggy", "INTERNAL"), ("outage", "UNAVAILABLE")])
async def test_a_fault_shows_its_code_and_a_trace_id_and_nothing_of_the_inside(
    field: str, code: str
) -> None:
    async with a_phone() as phone:
        response = await phone.post({"query": f"{{ {field} hello }}"})
    answer = response.json()
    assert response.status_code == 200
    assert answer["data"] == {field: None, "hello": "hello Osan"}
    assert answer["errors"][0]["extensions"] == {"code": code, "traceId": "trace-1"}
    assert answer["errors"][0]["path"] == [field]
    assert "hunter2" not in response.text
    assert "secret.py" not in response.text


async def test_nobody_is_asked_to_sign_in_and_nothing_happens() -> None:
    before = HAPPENED.mutated
    async with a_phone() as phone:
        answer = await phone.send(RING, input={"requestId": str(uuid4()), "stop": "Osan Station"})
    assert codes(answer) == ["UNAUTHENTICATED"]
    assert answer["data"] is None
    assert before == HAPPENED.mutated


async def test_a_person_without_the_role_is_forbidden() -> None:
    async with a_phone() as phone:
        assert codes(await phone.send("{ controlRoom }", token="mina")) == ["FORBIDDEN"]


async def test_a_signed_in_person_passes() -> None:
    async with a_phone() as phone:
        answer = await phone.send("{ myName }", token="mina")
    assert answer == {"data": {"myName": str(MINA.person_id)}}


async def test_a_token_that_does_not_hold_is_401() -> None:
    async with a_phone() as phone:
        response = await phone.post({"query": "{ hello }"}, token="stranger")
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert codes(response.json()) == ["UNAUTHENTICATED"]


async def test_an_operation_that_never_ends_is_stopped() -> None:
    async with a_phone(build_app(limits=Limits(operation_timeout_s=0.05))) as phone:
        assert codes(await phone.send("{ stuck }")) == ["TIMED_OUT"]


async def test_an_expected_refusal_is_an_answer_and_no_error() -> None:
    async with a_phone() as phone:
        answer = await phone.send(
            RING, token="mina", input={"requestId": str(uuid4()), "stop": "Nowhere"}
        )
    assert answer == {"data": {"ringBell": {"__typename": "NoSuchStop"}}}


async def test_an_argument_that_turns_out_wrong_only_at_run_time_is_explained() -> None:
    async with a_phone() as phone:
        query = "query($n: Int = 3) { buses(first: $n) { edges { cursor } } }"
        answer = await phone.send(query, n=None)
    assert codes(answer) == ["BAD_USER_INPUT"]
    assert "first" in answer["errors"][0]["message"]


async def no_database(_connection: object, _parameters: object) -> Context:
    raise RuntimeError("postgresql://user:hunter2@db")


async def test_a_fault_before_anybody_is_known_is_a_well_formed_500() -> None:
    app = build_graphql_app(build_schema([bus_stop]), context_factory=no_database)
    async with a_phone(app) as phone:
        response = await phone.post({"query": "{ hello }"})
    assert response.status_code == 500
    assert codes(response.json()) == ["INTERNAL"]
    assert "hunter2" not in response.text
