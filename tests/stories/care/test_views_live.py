"""`careBoardChanged` over real sockets: a case shows up and is taken while one looks on."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
from tortoise.transactions import in_transaction

from api import bootstrap
from domains.care import public as care
from domains.care.public import cases
from domains.kernel import sql
from tests.builders.care import BORN, ask_for_care, far_dong, move_to
from tests.builders.citizen import Citizen, global_id
from tests.gateway.served import Served
from tests.stories.commute.test_parents_watch_live import gateway
from tests.stories.identity.documents import document

__all__ = ["gateway"]

LIVE = document("care_board_changed")
PATIENCE_S = 10

Hear = Callable[[], Awaitable[dict[str, Any] | None]]


@asynccontextmanager
async def watching(gateway: Served, who: Citizen, centre) -> AsyncIterator[Hear]:
    """The board as a browser follows it: events of a POST."""
    said = {"query": LIVE, "variables": {"centreId": global_id("Unit", centre)}}
    headers = {**who.headers, "accept": "text/event-stream"}
    async with (
        httpx.AsyncClient(timeout=PATIENCE_S) as http,
        http.stream("POST", gateway.url, json=said, headers=headers) as response,
    ):
        lines = response.aiter_lines()

        async def hear() -> dict[str, Any] | None:
            async with asyncio.timeout(PATIENCE_S):
                async for line in lines:
                    if line.startswith("data: {"):
                        return json.loads(line.removeprefix("data: "))
            return None

        yield hear


async def becomes(hear: Hear, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The board as soon as it holds: what happens together may be told in one word or in several,
    and the earlier ones may say what stood before."""
    while True:
        board = (await hear())["data"]["careBoardChanged"]
        if holds(board):
            return board


async def worry(city, senior) -> None:
    concern = cases.Concern(
        senior, cases.ConcernKind.SOS, cases.Level.EMERGENCY, observed_at=city.clock.now()
    )
    async with in_transaction():
        await cases.raise_concern(concern, clock=city.clock, ids=city.ids)
    await city.settle()


async def test_a_case_shows_up_on_the_board_and_then_who_took_it(city, seniors, gateway):
    await city.settle()  # the board has heard that she is cared for
    desk = await city.citizen(seniors.desk)
    async with watching(gateway, desk, seniors.centre) as hear:
        first = await hear()
        assert first["data"]["careBoardChanged"]["cases"] == []
        await worry(city, seniors.senior)
        (case,) = (await becomes(hear, lambda board: board["cases"]))["cases"]
        assert (case["level"], case["state"]) == (3, "OPEN")
        (row,) = await sql.fetch("SELECT id FROM care.cases")
        await cases.acknowledge_case(
            seniors.as_worker, case_id=row["id"], clock=city.clock, ids=city.ids
        )
        await city.settle()
        taken = await becomes(hear, lambda board: board["cases"][0]["state"] == "TAKEN")
        assert taken["cases"][0]["takenBy"] == "정생활"


async def test_a_case_that_moves_goes_from_the_board(city, seniors, gateway):
    """Her new dong is another centre's: nobody here waits for it any more."""
    there = await far_dong(city.town)
    await worry(city, seniors.senior)
    desk = await city.citizen(seniors.desk)
    async with watching(gateway, desk, seniors.centre) as hear:
        assert len((await hear())["data"]["careBoardChanged"]["cases"]) == 1
        await move_to(seniors, there.dong)
        await city.settle()
        await becomes(hear, lambda board: not board["cases"])


async def test_who_asks_to_be_cared_for_is_counted_until_she_is_answered(city, seniors, gateway):
    newcomer = await city.town.person("김순덕", born=BORN)
    await city.settle()
    desk = await city.citizen(seniors.desk)
    async with watching(gateway, desk, seniors.centre) as hear:
        await becomes(hear, lambda board: board["waiting"] == 0)
        asked = await ask_for_care(city.town, newcomer, dong=seniors.dong)
        await city.settle()
        await becomes(hear, lambda board: board["waiting"] == 1)
        await care.decline_application(
            seniors.as_desk,
            asked,
            care.Declined.NOBODY_FOUND,
            erasers=bootstrap.ERASERS,
            clock=city.clock,
            ids=city.ids,
        )
        await city.settle()
        await becomes(hear, lambda board: board["waiting"] == 0)


async def test_with_the_office_ends_the_board(city, seniors, gateway):
    desk = await city.citizen(seniors.desk)
    async with watching(gateway, desk, seniors.centre) as hear:
        await hear()
        await sql.execute(
            "UPDATE identity.role_grants SET ends_at = $2 WHERE person_id = $1",
            seniors.desk,
            city.clock.now(),
        )
        await worry(city, seniors.senior)
        answer = await hear()
        while "errors" not in answer:
            assert answer["data"]["careBoardChanged"]["cases"] == [], "of before her office ended"
            answer = await hear()
    assert not (answer.get("data") or {}).get("careBoardChanged")
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
    assert "박복례" not in json.dumps(answer, ensure_ascii=False)
