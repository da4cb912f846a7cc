"""A home without MQTT posts its messages: the same credential, the same signature."""

import base64
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import orjson
import pytest
from starlette.applications import Starlette

from api.rest.home import home_route, pairing_route
from api.rest.ingest.home_door import HomePostDoor
from domains.care.public import homes as care_homes
from domains.kernel import sql
from infra.rate_limit import Allowance, Pace, RateLimit
from tests.builders.care import settle_seniors
from tests.builders.families import Town
from tests.builders.homes import CITY, Homes, SpeakingDevice

QUARTER = timedelta(minutes=15)


@pytest.fixture
async def homes(database, clock, ids) -> Homes:
    homes = Homes(clock, ids)
    await homes.ready()
    return homes


@pytest.fixture
async def line(homes, valkey, clock, ids) -> AsyncIterator[httpx.AsyncClient]:
    raised = care_homes.alarms_raised(clock=clock, ids=ids)
    door = HomePostDoor(
        care_homes.HomeDoor(keys=CITY, raise_alarms=raised, clock=clock, ids=ids),
        keys=CITY,
        pace=Pace(Allowance(1, 5), clock),
        strangers=RateLimit(valkey, name="strangers", allowance=Allowance(1, 3), clock=clock),
        clock=clock,
        ids=ids,
    )
    routes = [
        home_route(door),
        pairing_route(keys=CITY, broker="mqtts://broker.test:8883", clock=clock, ids=ids),
    ]
    transport = httpx.ASGITransport(app=Starlette(routes=routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://osan") as client:
        yield client


def proof(device: SpeakingDevice, password: str | None = None) -> httpx.BasicAuth:
    own = CITY.password(device.id, key_id=CITY.newest)
    return httpx.BasicAuth(str(device.id), password or own)


async def mistrusted() -> set[str]:
    return {row["why"] for row in await sql.fetch("SELECT why FROM care.mistrusts")}


async def test_lines_are_taken_and_each_is_told_its_fate(homes, line):
    device = await homes.device(await homes.home())
    once = device.says("motion").payload
    body = b"\n".join([once, once, b"{}", device.says("door", open=True).payload, b""])
    answer = await line.post("/ingest/home", content=body, auth=proof(device))
    assert answer.json() == {"verdicts": ["taken", "repeated", "unsigned", "taken"]}


async def test_a_wrong_password_changes_nothing_and_is_told(homes, line):
    home = await homes.home()
    device, other = await homes.device(home), await homes.device(home)
    stolen = CITY.password(other.id, key_id=CITY.newest)
    body = device.says("sos").payload
    answer = await line.post("/ingest/home", content=body, auth=proof(device, stolen))
    assert (answer.status_code, await mistrusted()) == (401, {"turned_away"})
    answer = await line.post("/ingest/home", content=body, auth=proof(other))
    assert (answer.json(), await mistrusted()) == (
        {"verdicts": ["forged"]},
        {"turned_away", "forged"},
    )
    assert await sql.fetch("SELECT FROM care.sensor_events") == []


async def test_who_comes_too_often_is_asked_to_wait(homes, line):
    device = await homes.device(await homes.home())
    for _ in range(5):
        await line.post("/ingest/home", content=b"", auth=proof(device))
    answer = await line.post("/ingest/home", content=b"", auth=proof(device))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")


async def test_names_that_strangers_invent_fill_no_table_and_hold_no_device_up(homes, line, ids):
    """One row for all of them, and after a burst an address fails unheard; a device at the same
    address comes in as ever."""
    device = await homes.device(await homes.home())
    told = [
        (await line.post("/ingest/home", auth=httpx.BasicAuth(str(ids.new()), "guess"))).status_code
        for _ in range(5)
    ]
    assert told == [401, 401, 401, 429, 429]
    (row,) = await sql.fetch("SELECT device_id, why, times FROM care.mistrusts")
    assert (row["device_id"].int, row["why"], row["times"]) == (0, "turned_away", 3)
    body = device.says("sos").payload
    assert (await line.post("/ingest/home", content=body, auth=proof(device))).status_code == 200


async def test_who_knows_a_devices_name_does_not_spend_its_pace(homes, line):
    device = await homes.device(await homes.home())
    for _ in range(6):
        await line.post("/ingest/home", content=b"", auth=proof(device, "a guess"))
    body = device.says("sos").payload
    answer = await line.post("/ingest/home", content=body, auth=proof(device))
    assert answer.json() == {"verdicts": ["taken"]}


@pytest.mark.parametrize("body", [b"x" * 300_000, b"{}\n" * 201])
async def test_too_much_at_once_is_not_read(homes, line, body):
    device = await homes.device(await homes.home())
    assert (await line.post("/ingest/home", content=body, auth=proof(device))).status_code == 413


async def test_a_device_shows_its_code_and_learns_who_it_is(homes, line, clock, ids):
    seniors = await settle_seniors(Town(clock, ids))
    started = await care_homes.start_pairing(
        seniors.as_worker,
        senior_id=seniors.senior,
        room=care_homes.Room.KITCHEN,
        within=QUARTER,
        clock=clock,
        ids=ids,
    )
    asked = {"code": started.code, "serial": "S", "model": "M", "shows_life": True}
    answer = await line.post("/ingest/home/pair", json=asked)
    told = answer.json()
    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
    assert told["topic"] == f"home/v1/{told['device_id']}"
    assert told["broker"] == "mqtts://broker.test:8883"
    assert len(base64.b64decode(told["signing_key"])) == 32
    assert (await line.post("/ingest/home/pair", json=asked)).status_code == 403
    unkept = {**asked, "model": "M\0"}
    for wrong in (b"", b"[]", orjson.dumps({**asked, "shows_life": "yes"}), orjson.dumps(unkept)):
        assert (await line.post("/ingest/home/pair", content=wrong)).status_code == 400
