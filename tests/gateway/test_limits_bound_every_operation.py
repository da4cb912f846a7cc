"""What asks for too much is refused before anything runs, with a code that says which limit."""

from dataclasses import replace

import pytest
from gateway.execution.limits import Limits

from graphql import get_introspection_query
from tests.gateway.phone import a_phone, codes
from tests.gateway.served import build_app

LIMITS = replace(Limits(), depth=4, aliases=3, directives=3, root_fields=3, tokens=200, cost=400)


def nested(levels: int) -> str:
    return "{ fleet { " + "next { " * (levels - 2) + "id" + " }" * levels


SPREAD_BOMB = """
query { ...A ...A }
fragment A on Query { ...B ...B }
fragment B on Query { hello hello hello }
"""

TOO_MUCH = {
    "QUERY_TOO_DEEP": nested(5),
    "QUERY_TOO_MANY_ALIASES": "{ a: hello b: hello c: hello d: hello }",
    "QUERY_TOO_MANY_DIRECTIVES": "{ hello" + " @include(if: true)" * 4 + " }",
    "QUERY_TOO_MANY_ROOT_FIELDS": SPREAD_BOMB,
    "QUERY_TOO_MANY_TOKENS": "{ " + "hello " * 300 + "}",
    "QUERY_TOO_COSTLY": "{ buses(first: 100) { edges { cursor node { id number seenAt } } } }",
}


@pytest.mark.parametrize(("code", "query"), TOO_MUCH.items())
async def test_each_limit_answers_with_its_own_code(code: str, query: str) -> None:
    async with a_phone(build_app(limits=LIMITS)) as phone:
        response = await phone.post({"query": query})
    assert codes(response.json()) == [code]
    assert response.status_code == 400
    assert "data" not in response.json()


async def test_a_text_beyond_the_limit_is_not_even_parsed() -> None:
    async with a_phone(build_app(limits=replace(LIMITS, query_characters=50))) as phone:
        assert codes(await phone.send("{ hello }" + " " * 50)) == ["QUERY_TOO_LONG"]


async def test_what_stays_within_the_limits_passes() -> None:
    async with a_phone(build_app(limits=LIMITS)) as phone:
        answer = await phone.send(nested(4))
    assert len(answer["data"]["fleet"]) == 100


async def test_the_standard_introspection_query_passes_the_default_limits() -> None:
    query = get_introspection_query(
        specified_by_url=True, input_value_deprecation=True, directive_is_repeatable=True
    )
    async with a_phone() as phone:
        answer = await phone.send(query)
    assert "errors" not in answer


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { types { name } } }",
        '{ hidden: __type(name: "Query") { name } }',
        "{ ...deep } fragment deep on Query { ... { __schema { description } } }",
    ],
)
async def test_a_gateway_may_keep_its_schema_to_itself(query: str) -> None:
    async with a_phone(build_app(limits=replace(Limits(), introspection=False))) as phone:
        assert codes(await phone.send(query)) == ["INTROSPECTION_OFF"]
        assert (await phone.send("{ __typename }"))["data"] == {"__typename": "Query"}


async def test_introspection_cannot_nest_without_end() -> None:
    query = "{ __schema { types { " + "fields { type { " * 20 + "name" + " } }" * 20 + " } } }"
    async with a_phone() as phone:
        assert codes(await phone.send(query)) == ["QUERY_TOO_DEEP"]


@pytest.mark.parametrize(
    "query",
    [
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "{ ...A } fragment A on Query { hello ...A }",
    ],
)
async def test_fragments_that_spread_themselves_are_refused(query: str) -> None:
    async with a_phone() as phone:
        response = await phone.post({"query": query})
    assert response.status_code == 400


async def test_a_page_beyond_the_cap_is_refused_by_its_own_code() -> None:
    async with a_phone() as phone:
        answer = await phone.send(
            "query($n: Int!) { buses(first: $n) { edges { cursor } } }", n=101
        )
    assert codes(answer) == ["PAGE_OUT_OF_BOUNDS"]
    assert "100" in answer["errors"][0]["message"]
