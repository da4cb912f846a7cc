"""Ids, pages, moments, money and mutations look the same all over the schema."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import pytest
import strawberry
from gateway.conventions import BrokenConvention
from gateway.declarations import Nobody
from gateway.execution.faults import RequestRefused
from gateway.fields import mutation, query
from gateway.global_ids import global_id, uuid_of
from gateway.permissions import Anyone, SignedIn
from gateway.scalars import check_won, read_day, read_moment, write_moment
from gateway.schema import DuplicateRootField, build_schema

from domains.kernel.clock import SEOUL
from tests.gateway import bus_stop
from tests.gateway.phone import a_phone, codes

KEY = UUID(int=7)


async def test_a_list_is_walked_page_by_page_without_gap_or_repeat() -> None:
    query_text = """query($after: String) {
        buses(first: 100, after: $after) { edges { node { number } } pageInfo {
            hasNextPage hasPreviousPage endCursor } }
    }"""
    seen, after = [], None
    async with a_phone() as phone:
        while True:
            page = (await phone.send(query_text, after=after))["data"]["buses"]
            seen += [edge["node"]["number"] for edge in page["edges"]]
            assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
    assert seen == list(range(250))


async def test_a_cursor_that_was_never_ours_is_refused() -> None:
    async with a_phone() as phone:
        answer = await phone.send('{ buses(after: "오산") { edges { cursor } } }')
    assert codes(answer) == ["BAD_CURSOR"]


async def test_anything_is_fetched_again_by_its_id() -> None:
    async with a_phone() as phone:
        answer = await phone.send(
            "query($id: ID!) { node(id: $id) { id ... on Bus { number } } }",
            token="mina",
            id=global_id("Bus", KEY),
        )
    assert answer == {"data": {"node": {"id": global_id("Bus", KEY), "number": 7}}}


@pytest.mark.parametrize("id_", [global_id("Bus", UUID(int=999)), global_id("Person", KEY)])
async def test_what_is_not_there_and_what_may_not_be_seen_look_alike(id_: str) -> None:
    async with a_phone() as phone:
        answer = await phone.send("query($id: ID!) { node(id: $id) { id } }", token="mina", id=id_)
    assert answer == {"data": {"node": None}}


@pytest.mark.parametrize("id_", ["", "7", "QnVzOjc=", global_id("Person", KEY)])
def test_an_id_of_something_else_is_refused(id_: str) -> None:
    with pytest.raises(RequestRefused):
        uuid_of(strawberry.ID(id_), "Bus")


def test_moments_leave_in_utc_and_enter_with_their_zone() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=SEOUL)
    assert write_moment(noon) == "2026-03-02T03:00:00Z"
    assert read_moment("2026-03-02T12:00:00+09:00") == noon.astimezone(UTC)
    for text in ("2026-03-02T12:00:00", "2026-03-02", 1772420400, None):
        with pytest.raises(ValueError):
            read_moment(text)
    with pytest.raises(ValueError):
        write_moment(noon.replace(tzinfo=None))


async def test_a_moment_without_its_zone_is_a_client_error() -> None:
    text = "query($at: DateTime!) { fleet(at: $at) { seenAt } }"
    async with a_phone() as phone:
        refused = await phone.post({"query": text, "variables": {"at": "2026-03-02T12:00:00"}})
        passed = await phone.send(text, at="2026-03-02T12:00:00+09:00")
    assert refused.status_code == 400
    assert codes(refused.json()) == ["BAD_USER_INPUT"]
    assert passed["data"]["fleet"][0] == {"seenAt": "2026-03-02T03:00:00Z"}


def test_days_and_money_refuse_what_is_not_exactly_one() -> None:
    assert read_day("2026-03-02").isoformat() == "2026-03-02"
    assert check_won(12_000) == 12_000
    for read, wrong in [
        (read_day, "20260302"),
        (read_day, "2026-13-02"),
        (check_won, -1),
        (check_won, 1.0),
        (check_won, True),
        (check_won, 2**53),
    ]:
        with pytest.raises(ValueError):
            read(wrong)


def test_two_domains_cannot_claim_one_root_field() -> None:
    with pytest.raises(DuplicateRootField, match=r"Query\."):
        build_schema([bus_stop, bus_stop])


@strawberry.input
class NoRequestId:
    stop: str


@strawberry.type
class DidSuccess:
    done: bool


@strawberry.type
class DidNot:
    why: str


Did = Annotated[DidSuccess | DidNot, strawberry.union("DidResult")]


class Careless:
    @strawberry.type
    class Query:
        @query(allow=Anyone(), about=Nobody(), description="Something to ask.")
        def ok(self) -> bool:
            return True

    @strawberry.type
    class Mutation:
        @mutation(allow=SignedIn(), about=Nobody(), description="No request id.")
        def forget(self, input: NoRequestId) -> Did:
            return DidNot(why=input.stop)

        @mutation(allow=SignedIn(), about=Nobody(), description="Loose arguments, plain answer.")
        def loose(self, stop: str) -> bool:
            return bool(stop)


def test_a_mutation_that_breaks_the_convention_does_not_build() -> None:
    with pytest.raises(BrokenConvention) as broken:
        build_schema([Careless])
    message = str(broken.value)
    assert "Mutation.forget must take one input with requestId" in message
    assert "Mutation.loose must take one input with requestId" in message
    assert "Mutation.loose must answer with a union" in message
    assert "Mutation.forget must answer" not in message


def test_the_schema_documents_who_may_call_each_root_field() -> None:
    printed = build_schema([bus_stop]).as_str()
    assert "Requires the role operator." in printed
    assert "Requires a signed-in person." in printed
