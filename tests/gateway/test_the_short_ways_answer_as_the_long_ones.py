"""Speed changes nothing that a client can see."""

from typing import Any
from uuid import UUID

import pytest
import strawberry
from gateway.declarations import Nobody
from gateway.execution.engine import Engine, Request
from gateway.execution.limits import Limits
from gateway.fields import query
from gateway.lean_inputs import lean_input
from gateway.permissions import Anyone
from gateway.schema import build_schema

from tests.gateway import bus_stop
from tests.gateway.served import a_context

QUERIES = [
    "{ hello }",
    "{ fleet { id number seenAt __typename b: number next { number } } }",
    "{ buses(first: 3) { edges { cursor node { number } } pageInfo { hasNextPage endCursor } } }",
    "{ fleet { ...B } } fragment B on Bus { number @skip(if: true) id @include(if: true) }",
    '{ fleet(at: "2026-03-02T08:00:00+09:00") { seenAt } }',
    "{ __schema { queryType { name fields { name } } } }",
]


@pytest.mark.parametrize("text", QUERIES)
async def test_the_lean_executor_answers_as_strawberry_does(text: str) -> None:
    schema = build_schema([bus_stop])
    engine = Engine(schema, Limits())
    request = Request(text)
    ours = await engine.execute(request, engine.find(request), a_context())
    theirs = await schema.execute(text, context_value=a_context())
    assert theirs.errors is None
    assert ours.payload == {"data": theirs.data}


@strawberry.type
class Odd:
    number: int
    note: str | None


class OddThings:
    @strawberry.type
    class Query:
        @query(allow=Anyone(), about=Nobody(), description="A value its type refuses.")
        def odd(self) -> Odd | None:
            return Odd(number="many", note=None)  # type: ignore[arg-type]

        @query(allow=Anyone(), about=Nobody(), description="A null where none may be.")
        def missing(self) -> Odd | None:
            return Odd(number=None, note=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["odd", "missing"])
async def test_a_value_that_its_type_refuses_is_still_a_fault(field: str) -> None:
    engine = Engine(build_schema([OddThings]), Limits())
    request = Request(f"{{ {field} {{ number note }} }}")
    answer = (await engine.execute(request, engine.find(request), a_context())).payload
    assert answer["data"] == {field: None}
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["INTERNAL"]


@lean_input
@strawberry.input
class Fix:
    latitude: float
    longitude: float
    accuracy_m: float | None = None
    battery_level: float | None = strawberry.UNSET
    source_id: UUID | None


class Fixes:
    @strawberry.type
    class Query:
        @query(allow=Anyone(), about=Nobody(), description="What arrived.")
        def echo(self, fixes: list[Fix]) -> str:
            return "\n".join(map(repr, fixes))


async def echoed(*fixes: dict[str, Any]) -> str:
    engine = Engine(build_schema([Fixes]), Limits())
    request = Request("query($f: [Fix!]!) { echo(fixes: $f) }", variables={"f": list(fixes)})
    return str((await engine.execute(request, engine.find(request), a_context())).payload)


async def test_lean_inputs_arrive_as_their_own_type_with_their_defaults() -> None:
    bare = {"latitude": 37.1, "longitude": 127.1}
    text = await echoed(bare, {**bare, "accuracyM": 5.0, "batteryLevel": None, "sourceId": None})
    sparse = Fix(latitude=37.1, longitude=127.1, source_id=None)
    full = Fix(latitude=37.1, longitude=127.1, accuracy_m=5.0, battery_level=None, source_id=None)
    assert repr(sparse) in text
    assert repr(full) in text


async def test_lean_inputs_are_checked_like_any_other() -> None:
    assert "BAD_USER_INPUT" in await echoed({"latitude": "north", "longitude": 127.1})
