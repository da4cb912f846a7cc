"""Personal data is planted in every field; logs, metrics, headers and queues hold none of it.

What a client is told of its own mistake may quote the client; nobody else hears of it.
"""

import io
import logging
from collections.abc import AsyncIterator

import asyncpg
import pytest
import structlog
from gateway.schema import build_schema
from prometheus_client import generate_latest
from tortoise.connection import get_connection

from domains.kernel import sql
from domains.kernel.actor import Role
from infra.keys import open_keys
from infra.setting_sections import LogSettings
from infra.telemetry import configure_logs
from tests.stories.house import node
from tests.stories.privacy.canaries import (
    DOORS,
    LAT,
    LON,
    MARKS,
    body,
    document,
    operations,
    variables,
    words,
)

SCHEMA = build_schema()._schema
OFFICES = (Role.OFFICER, Role.OPERATOR, Role.DPO)
ENDINGS = {"plain": "", "a nul": "\x00", "half a pair": "\ud800"}
"""A nul PostgreSQL refuses and half a pair Python cannot encode: crashes that quote."""


@pytest.fixture
def log() -> AsyncIterator[io.StringIO]:
    """All that the gateway says, at its most talkative."""
    root, before = logging.getLogger(), (logging.getLogger().handlers, logging.getLogger().level)
    out = io.StringIO()
    configure_logs(LogSettings(level="debug"), process="gateway", out=out)
    yield out
    root.handlers, root.level = before
    structlog.reset_defaults()


def child_of(family) -> str:
    """About whom every operation asks: their own child is within a mother's reach."""
    return node("Person", family.child)


def marks_in(text: str) -> list[str]:
    return [mark for mark in MARKS if mark in text]


async def send_everything(house, who, about, *, ending: str = "", wrong: bool = False) -> str:
    """Every operation once; what came back beside the answers: headers, and words of crashes."""
    beside = []
    for operation, field in operations(SCHEMA):
        said = variables(field, about=about, ids=house.ids, ending=ending, wrong=wrong)
        answer = await house.http.post(
            "/graphql",
            content=body(document(operation, field), said),
            headers={
                "authorization": f"Bearer {who.token}",
                "content-type": "application/json",
                "x-request-id": "kanari-010-9876-5432",
                "user-agent": "kanari",
            },
        )
        beside.append(str({k: v for k, v in answer.headers.items() if k != "x-request-id"}))
        if answer.status_code >= 500 or '"INTERNAL"' in answer.text:
            beside.append(answer.text)
    return "\n".join(beside)


async def left_in_events() -> str:
    """What happened travels by ids."""
    rows = await sql.fetch("SELECT payload FROM kernel.outbox")
    return "".join(bytes(row["payload"]).decode() for row in rows)


async def left_in(valkey) -> str:
    """Keys and values of queues, counters and feeds."""
    return "".join([f"{key}{await valkey.dump(key)}" for key in await valkey.keys("*")])


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("wrong", [False, True], ids=["right types", "wrong types"])
async def test_no_operation_leaves_a_canary(house, family, valkey, log, ending, wrong):
    mother = house.phone_of(family.parent, *OFFICES)
    beside = await send_everything(
        house, mother, child_of(family), ending=ENDINGS[ending], wrong=wrong
    )
    assert marks_in(beside) == []
    assert marks_in(log.getvalue()) == []
    assert marks_in(generate_latest().decode()) == []
    assert marks_in(await left_in(valkey)) == []
    assert marks_in(await left_in_events()) == []
    assert log.getvalue().count('"event":"request"') >= len(list(operations(SCHEMA)))
    answered = await sql.fetch("SELECT 1 FROM kernel.answers")
    assert wrong or ending != "plain" or len(answered) >= 5


async def test_nobody_leaves_one_either(house, family, valkey, log):
    nobody = type(house.phone_of(family.parent))(house, "kanari.kanari.kanari", "ko")
    assert marks_in(await send_everything(house, nobody, child_of(family))) == []
    assert marks_in(log.getvalue()) == []
    assert marks_in(await left_in(valkey)) == []


async def test_no_canary_is_left_while_the_key_store_is_down(house, family, log, settings):
    mother = house.phone_of(family.parent, *OFFICES)
    gone = settings.keys.model_copy(update={"url": "postgres://kanari:kanari@127.0.0.1:1/keys"})
    async with open_keys(settings.model_copy(update={"keys": gone})):
        beside = await send_everything(house, mother, child_of(family))
    assert marks_in(beside) == []
    assert marks_in(log.getvalue()) == []


async def test_no_canary_is_left_while_the_database_is_down(house, family, log):
    mother, connection = house.phone_of(family.parent, *OFFICES), get_connection("default")
    living = connection._pool
    dead = asyncpg.create_pool("postgres://kanari:kanari@127.0.0.1:1/kanari", min_size=0)
    async with dead as connection._pool:
        try:
            beside = await send_everything(house, mother, child_of(family))
        finally:
            connection._pool = living
    assert marks_in(beside) == []
    assert "request" in log.getvalue()
    assert marks_in(log.getvalue()) == []


async def test_no_other_door_leaves_one(house, family, valkey, log):
    said = {"id": words("id"), "device_name": words("name"), "code": "kanari-code",
            "state": "kanari-state", "refresh_token": "kanari.token", "return_to": "/kanari",
            "lat": str(LAT), "lon": str(LON), "login_hint": words("hint")}  # fmt: skip
    answers = []
    for door in DOORS:
        answers.append(await house.http.get(door, params=said))
        answers.append(await house.http.post(door, data=said, params=said))
        answers.append(await house.http.post(door, json={**said, "_type": "location"}))
    pages = [answer.text for answer in answers if answer.status_code >= 400]
    assert [found for page in pages if (found := marks_in(page))] == []
    assert marks_in(log.getvalue()) == []
    assert marks_in(generate_latest().decode()) == []
    assert marks_in(await left_in(valkey)) == []
