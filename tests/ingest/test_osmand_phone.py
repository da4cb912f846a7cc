"""Traccar Client, old and new, and OsmAnd work unchanged."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.rest.ingest.door import ConsentMissing
from domains.kernel.errors import Unavailable
from tests.ingest.conftest import MINA_PHONE, NOW

ID = MINA_PHONE.identifier
SECONDS = str(int(NOW.timestamp()))


def a_point(**said: str) -> dict[str, str]:
    """What Traccar Client 8 sends."""
    return {
        "id": ID,
        "timestamp": SECONDS,
        "lat": "37.1503",
        "lon": "127.0772",
        "speed": "10.0",
        "bearing": "90.0",
        "altitude": "40.0",
        "accuracy": "12.5",
        "batt": "77.0",
        "charge": "true",
        **said,
    }


def a_location(**coords: Any) -> dict[str, Any]:
    """One record of Traccar Client 9."""
    return {
        "timestamp": "2026-11-22T23:59:30.000Z",
        "coords": {
            "latitude": 37.1503,
            "longitude": 127.0772,
            "accuracy": 12.5,
            "speed": 1.4,
            "heading": 90,
            "altitude": 40,
            **coords,
        },
        "is_moving": True,
        "odometer": 120,
        "event": "motionchange",
        "battery": {"level": 0.77, "is_charging": False},
        "activity": {"type": "walking"},
        "extras": {},
        "_": f"&id={ID}&lat=1.0&lon=2.0&timestamp=x&",
    }


async def get(phone: httpx.AsyncClient, **said: str) -> httpx.Response:
    return await phone.get("/ingest/osmand", params=a_point(**said))


async def post_json(phone: httpx.AsyncClient, **said: Any) -> httpx.Response:
    return await phone.post("/ingest/osmand", json={"device_id": ID, **said})


async def test_a_point_in_the_query_is_taken_in_our_units(phone, door) -> None:
    answer = await get(phone)
    assert (answer.status_code, answer.content) == (200, b"")
    (fix,) = door.stored
    assert (fix.at, fix.lat, fix.lon, fix.accuracy_m) == (NOW, 37.1503, 127.0772, 12.5)
    assert fix.speed_mps == pytest.approx(5.144, abs=0.001)


async def test_a_posted_query_or_form_says_the_same(phone, door) -> None:
    await phone.post("/ingest/osmand", params=a_point())
    await phone.post("/ingest/osmand", data=a_point())
    assert len(set(door.stored)) == 1
    assert len(door.stored) == 2


@pytest.mark.parametrize(
    "stamp",
    [SECONDS, SECONDS + "000", "2026-11-23T00:00:00Z", "2026-11-23T09:00:00+09:00",
     "2026-11-23 00:00:00", SECONDS + ".0"],
)  # fmt: skip
async def test_time_comes_in_every_form_that_apps_use(phone, door, stamp: str) -> None:
    await get(phone, timestamp=stamp)
    assert [fix.at for fix in door.stored] == [NOW]


async def test_a_point_without_time_is_of_now(phone, door) -> None:
    said = a_point()
    del said["timestamp"]
    await phone.get("/ingest/osmand", params=said)
    assert [fix.at for fix in door.stored] == [NOW]


@pytest.mark.parametrize(("hdop", "metres"), [("1.2", 10.0), ("35.0", 35.0), ("0", None)])
async def test_osmand_writes_its_accuracy_under_hdop(phone, door, hdop, metres) -> None:
    query = f"lat=37.15&lon=127.07&timestamp={SECONDS}000&hdop={hdop}&altitude=4&speed=0.0&id={ID}"
    await phone.get(f"/ingest/osmand?{query}")
    assert [fix.accuracy_m for fix in door.stored] == [metres]


async def test_latitude_and_longitude_may_share_a_parameter(phone, door) -> None:
    params = {"deviceid": ID, "location": "37.15,127.07", "timestamp": SECONDS}
    await phone.get("/ingest/osmand", params=params)
    assert [(fix.lat, fix.lon) for fix in door.stored] == [(37.15, 127.07)]


async def test_a_ping_without_a_point_is_fine(phone, door) -> None:
    answer = await phone.get("/ingest/osmand", params={"id": ID, "batt": "50"})
    assert (answer.status_code, door.stored) == (200, [])


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"lat": "north"}, "malformed"),
        ({"lon": ""}, "malformed"),
        ({"timestamp": "soon"}, "malformed"),
        ({"timestamp": "9" * 40}, "malformed"),
        ({"lat": "nan"}, "not_finite"),
        ({"lat": "0", "lon": "0"}, "null_island"),
        ({"valid": "false"}, "no_fix"),
        ({"speed": "2000"}, "absurd_speed"),
        ({"accuracy": "-1"}, "bad_accuracy"),
        ({"timestamp": "2026-11-23T01:00:00Z"}, "future_dated"),
    ],
)
async def test_a_bad_point_is_dropped_with_its_reason(phone, door, said, reason: str) -> None:
    answer = await get(phone, **said)
    assert (answer.status_code, door.stored) == (200, [])
    assert answer.headers["osan-refused"] == f"{reason}=1"


async def test_traccar_client_9_posts_json(phone, door) -> None:
    answer = await post_json(phone, location=a_location())
    assert answer.status_code == 200
    (fix,) = door.stored
    assert (fix.at, fix.lat, fix.lon) == (NOW - timedelta(seconds=30), 37.1503, 127.0772)
    assert (fix.accuracy_m, fix.speed_mps) == (12.5, 1.4)


async def test_a_batch_of_traccar_client_9_keeps_its_good_points(phone, door) -> None:
    batch = [a_location(), a_location(latitude=None), {"event": "heartbeat"}, "?", a_location()]
    answer = await post_json(phone, location=batch)
    assert [fix.order for fix in door.stored] == [0, 4]
    assert answer.headers["osan-refused"] == "malformed=3"


async def test_what_its_location_library_does_not_know_is_minus_one(phone, door) -> None:
    await post_json(phone, location=a_location(speed=-1, heading=-1))
    assert [fix.speed_mps for fix in door.stored] == [None]


async def test_flat_json_is_understood_too(phone, door) -> None:
    await post_json(phone, lat=37.15, lon=127.07, valid=True, timestamp=int(SECONDS))
    assert [(fix.lat, fix.at) for fix in door.stored] == [(37.15, NOW)]


@pytest.mark.parametrize(
    "identifier",
    ["", "48241179", ID + "x", str(MINA_PHONE.device_id), f"{MINA_PHONE.device_id}.", "…", "."],
)
async def test_a_strange_identifier_is_refused_and_leaves_nothing(phone, door, identifier) -> None:
    in_query = await get(phone, id=identifier)
    in_json = await post_json(phone, location=a_location(), device_id=identifier)
    assert (in_query.status_code, in_json.status_code, door.stored) == (401, 401, [])


async def test_an_app_that_can_send_basic_may_leave_the_identifier_out(phone, door) -> None:
    said = a_point()
    del said["id"]
    auth = (str(MINA_PHONE.device_id), MINA_PHONE.secret)
    await phone.get("/ingest/osmand", params=said, auth=auth)
    assert len(door.stored) == 1
    assert (await phone.get("/ingest/osmand", params=said)).status_code == 401


@pytest.mark.parametrize("body", [b"{", b'{"device_id": 17}', b"\xff\xfe", b"&" * 5000])
async def test_gibberish_without_a_credential_is_a_stranger(phone, door, body: bytes) -> None:
    answer = await phone.post("/ingest/osmand", content=body)
    assert (answer.status_code, door.knocks) == (401, 0)


async def test_withdrawn_consent_empties_the_queue_and_stores_nothing(phone, door) -> None:
    door.instead = ConsentMissing()
    answer = await post_json(phone, location=[a_location(), a_location()])
    assert (answer.status_code, door.stored) == (200, [])
    assert answer.headers["osan-refused"] == "consent_missing=2"


async def test_when_the_database_is_down_the_phone_keeps_its_points(phone, door) -> None:
    door.instead = Unavailable()
    answer = await get(phone)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "15")
