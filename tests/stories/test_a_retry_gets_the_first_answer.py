"""A phone that hears nothing asks again with the same requestId: one deed, one answer."""

import asyncio
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import pytest
import strawberry
from gateway.context import Context, Info
from gateway.declarations import Nobody
from gateway.execution.engine import Engine, Request
from gateway.execution.limits import Limits
from gateway.fields import field, mutation, query
from gateway.once import once
from gateway.permissions import Anyone
from gateway.schema import build_schema

from domains.kernel import audit
from domains.kernel.actor import ANONYMOUS, Actor
from domains.kernel.models import Answer, AuditEntry
from domains.kernel.text import Locale

MINA = Actor(person_id=UUID(int=1))
HANA = Actor(person_id=UUID(int=2))


class Tune(StrEnum):
    DING = "ding"
    SOLD_OUT = "sold_out"
    BREAKS = "breaks"


strawberry.enum(Tune)


@strawberry.input
class RingInput:
    request_id: UUID
    tune: Tune
    loudness: int | None = None


@strawberry.type
class Ring:
    number: int
    rung_at: datetime


@strawberry.type
class RingSuccess:
    bell_id: strawberry.ID
    tune: Tune
    rings: list[Ring]
    purpose: Tune = strawberry.field(description="An enum behind a description.")
    last: Ring | None = None
    note: str | None = None

    @field(description="Worked out, not held.")
    def loud(self) -> bool:
        return self.tune is Tune.DING


@strawberry.type
class SoldOut:
    asked: int


class Doorbell:
    """A made-up domain, strict about its one deed: an audit line per ring."""

    @strawberry.type
    class Query:
        @query(allow=Anyone(), about=Nobody(), description="How often it rang.")
        async def rung(self) -> int:
            return await AuditEntry.filter(action="bell.ring").count()

    @strawberry.type
    class Mutation:
        @mutation(allow=Anyone(), about=Nobody(), description="Ring.")
        async def ring(
            self, info: Info, input: RingInput
        ) -> Annotated[RingSuccess | SoldOut, strawberry.union("RingResult")]:
            async def perform() -> RingSuccess | SoldOut:
                return await _ring(info.context, input.tune)

            return await once(info, input, perform=perform)


async def _ring(world: Context, tune: Tune) -> RingSuccess | SoldOut:
    await audit.record(world.actor, "bell.ring", clock=world.clock, ids=world.ids)
    number = await AuditEntry.all().count()
    await asyncio.sleep(0)
    match tune:
        case Tune.BREAKS:
            raise RuntimeError("the bell fell off")
        case Tune.SOLD_OUT:
            return SoldOut(asked=number)
        case Tune.DING:
            ring = Ring(number=number, rung_at=world.clock.now())
            return RingSuccess(
                bell_id=strawberry.ID("b"), tune=tune, purpose=tune, rings=[ring], last=ring
            )


RING = """
mutation ($input: RingInput!) {
  ring(input: $input) {
    ... on RingSuccess { bellId tune purpose loud note last { rungAt } rings { number rungAt } }
    ... on SoldOut { asked }
  }
}
"""
REQUEST, ANOTHER = str(UUID(int=7)), str(UUID(int=8))


@pytest.fixture
def ring(database, clock, ids):
    engine = Engine(build_schema([Doorbell]), Limits())
    world = Context(
        actor=MINA, clock=clock, ids=ids, locale=Locale.KO, request_id="r", trace_id="t"
    )

    async def send(tune: str, *, request: str = REQUEST, actor: Actor = MINA) -> Any:
        said = {"input": {"requestId": request, "tune": tune}}
        asked = Request(RING, variables=said)
        answer = await engine.execute(asked, engine.find(asked), replace(world, actor=actor))
        return answer.payload

    return send


async def rung() -> int:
    return await AuditEntry.all().count()


async def test_the_second_copy_gets_the_first_answer_and_changes_nothing(ring, clock):
    first = await ring("DING")
    clock.set(clock.now().replace(hour=23, minute=59))
    assert await ring("DING") == first
    assert first["data"]["ring"]["rings"][0]["number"] == 1
    assert await rung() == 1
    assert await Answer.all().count() == 1


async def test_copies_that_race_ring_once_and_agree(ring):
    answers = await asyncio.gather(*(ring("DING") for _ in range(6)))
    assert all(answer == answers[0] for answer in answers)
    assert "errors" not in answers[0]
    assert await rung() == 1


async def test_a_refusal_is_an_answer(ring):
    first = await ring("SOLD_OUT")
    assert first["data"]["ring"] == {"asked": 1}
    assert await ring("SOLD_OUT") == first
    assert await rung() == 1


async def test_a_fault_leaves_nothing_and_the_retry_tries_afresh(ring):
    broken = await ring("BREAKS")
    assert broken["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert await rung() == 0
    assert await Answer.all().count() == 0
    assert (await ring("DING"))["data"]["ring"]["tune"] == "DING"


async def test_an_id_that_comes_with_another_input_is_the_clients_mistake(ring):
    await ring("DING")
    mistaken = await ring("SOLD_OUT")
    assert mistaken["errors"][0]["extensions"]["code"] == "REQUEST_ID_REUSED"
    assert await rung() == 1


async def test_two_people_may_pick_the_same_request_id(ring):
    assert await ring("DING") != await ring("DING", actor=HANA)
    assert await rung() == 2


async def test_a_new_request_is_a_new_deed(ring):
    await ring("DING")
    await ring("DING", request=ANOTHER)
    assert await rung() == 2


async def test_nobody_has_no_first_answer(ring):
    refused = await ring("DING", actor=ANONYMOUS)
    assert refused["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert await rung() == 0
