"""`commuteEvents` over real sockets: live, ending with the guardianship, and nothing missed."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest
import uvicorn
from gateway.draining_server import DrainingServer
from websockets.asyncio.client import connect

from domains.commute.models import Crossing
from domains.consent.models import LocationUse
from tests.builders.citizen import Citizen, global_id
from tests.builders.families import SCHOOL
from tests.builders.household import SCHOOL_NAME, end_guardianship
from tests.builders.walks import offset, to_school, walk
from tests.gateway.served import Served

EVENTS = """subscription ($child: ID!, $after: ID) { commuteEvents(childId: $child, after: $after)
    { id kind placeName retractedAt } }"""
PATIENCE_S = 10
LATER = timedelta(hours=5)

Hear = Callable[[], Awaitable[dict[str, Any] | None]]
"""The next answer of a stream; None when it has ended."""


@pytest.fixture
async def gateway(city) -> AsyncIterator[Served]:
    """The city's gateway on a socket, hearing the live words."""
    config = uvicorn.Config(
        city.app, port=0, lifespan="off", log_level="warning", timeout_graceful_shutdown=2
    )
    server = DrainingServer(config, drain=city.app.state.drain)
    hearing = asyncio.create_task(city.app.state.live.run())
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event
        await asyncio.sleep(0.01)
    running = Served(server, serving)
    yield running
    await running.stop()
    hearing.cancel()
    await asyncio.gather(hearing, return_exceptions=True)


@asynccontextmanager
async def over_a_socket(gateway: Served, who: Citizen, said: dict[str, Any]) -> AsyncIterator[Hear]:
    async with connect(gateway.socket_url, subprotocols=["graphql-transport-ws"]) as socket:
        init = {"type": "connection_init", "payload": {"authorization": f"Bearer {who.token}"}}
        await socket.send(json.dumps(init))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        asked = {"type": "subscribe", "id": "1", "payload": {"query": EVENTS, "variables": said}}
        await socket.send(json.dumps(asked))

        async def hear() -> dict[str, Any] | None:
            async with asyncio.timeout(PATIENCE_S):
                message = json.loads(await socket.recv())
            match message["type"]:
                case "next":
                    return message["payload"]
                case "error":
                    return {"errors": message["payload"]}
                case _:
                    return None

        yield hear


@asynccontextmanager
async def over_events(gateway: Served, who: Citizen, said: dict[str, Any]) -> AsyncIterator[Hear]:
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=PATIENCE_S))
        response = await stack.enter_async_context(
            http.stream(
                "POST",
                gateway.url,
                json={"query": EVENTS, "variables": said},
                headers={**who.headers, "accept": "text/event-stream"},
            )
        )
        lines = response.aiter_lines()

        async def hear() -> dict[str, Any] | None:
            async for line in lines:
                if line.startswith("data: {"):
                    return json.loads(line.removeprefix("data: "))
            return None

        yield hear


WAYS = pytest.mark.parametrize("way", [over_a_socket, over_events])


async def watched_by(person) -> None:
    """Returns once a stream of this person's has looked twice: where it begins, and what is new."""
    async with asyncio.timeout(PATIENCE_S):
        while await LocationUse.filter(receiver_id=person).count() < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def arrive(city, home) -> None:
    await city.report(home.tracker, to_school(SCHOOL, begins=city.clock.now())[::3])
    await city.settle()


async def leave(city, home) -> None:
    away = walk(SCHOOL, offset(SCHOOL, north_m=-700), begins=city.clock.now(), every_s=30)
    await city.report(home.tracker, away)
    await city.settle()


@WAYS
async def test_an_arrival_shows_up_as_it_is_recorded(city, home, gateway, way):
    mother = await city.citizen(home.mother)
    async with way(gateway, mother, {"child": global_id("Person", home.child)}) as hear:
        await watched_by(home.mother)
        await arrive(city, home)
        answer = await hear()
    event = answer["data"]["commuteEvents"]
    assert (event["kind"], event["placeName"]) == ("ENTER", SCHOOL_NAME)
    assert event["retractedAt"] is None


@WAYS
async def test_with_the_guardianship_ends_the_stream(city, home, gateway, way):
    father = await city.citizen(home.father)
    async with way(gateway, father, {"child": global_id("Person", home.child)}) as hear:
        await watched_by(home.father)
        await end_guardianship(city, holder=home.father, child=home.child)
        await arrive(city, home)
        answer = await hear()
        assert answer is not None
        assert not (answer.get("data") or {}).get("commuteEvents")
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
        assert SCHOOL_NAME not in json.dumps(answer, ensure_ascii=False)


@WAYS
async def test_what_was_missed_comes_first(city, home, gateway, way):
    await arrive(city, home)
    first = await Crossing.get(child_id=home.child)
    city.clock.advance(LATER)
    await leave(city, home)
    mother = await city.citizen(home.mother)
    said = {
        "child": global_id("Person", home.child),
        "after": global_id("CommuteEvent", first.id),
    }
    async with way(gateway, mother, said) as hear:
        answer = await hear()
    assert answer["data"]["commuteEvents"]["kind"] == "EXIT"
