"""An OwnTracks phone, as it comes from the store, works unchanged."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.rest.ingest.door import ConsentMissing, TooMany
from domains.kernel.errors import Unavailable
from tests.ingest.conftest import MINA_PHONE, MOST, NOW
from tests.ingest.recording_door import RecordingDoor

AUTH = (str(MINA_PHONE.device_id), MINA_PHONE.secret)
TST = int(NOW.timestamp())


def a_location(**said: Any) -> dict[str, Any]:
    """What OwnTracks for Android 2.5 posts."""
    return {
        "_type": "location",
        "_id": "c5bf0e62",
        "BSSID": "00:11:22:33:44:55",
        "SSID": "우리집",
        "acc": 12,
        "alt": 40,
        "batt": 77,
        "bs": 1,
        "conn": "w",
        "created_at": TST + 2,
        "lat": 37.1503,
        "lon": 127.0772,
        "m": 1,
        "t": "u",
        "tid": "mi",
        "topic": "owntracks/mina/phone",
        "tst": TST - 30,
        "vac": 3,
        "vel": 36,
        **said,
    }


OTHER_TYPES = [
    *("transition", "waypoint", "waypoints", "status", "lwt", "card", "cmd", "steps"),
    *("beacon", "request", "encrypted", "dump", "configuration", "something-of-tomorrow"),
]


async def post(phone: httpx.AsyncClient, said: Any, **more: Any) -> httpx.Response:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    headers = {"content-type": "application/json; charset=utf-8"}
    limits = {"x-limit-u": "somebody else", "x-limit-d": "another phone"}
    options: dict[str, Any] = {"auth": AUTH, "headers": headers | limits, **more}
    return await phone.post("/ingest/owntracks", content=body, **options)


async def test_a_location_is_taken_in_our_units_and_answered_with_no_commands(phone, door) -> None:
    answer = await post(phone, a_location())
    assert (answer.status_code, answer.json()) == (200, [])
    assert answer.headers["osan-accepted"] == "1"
    assert "osan-refused" not in answer.headers
    (fix,) = door.stored
    assert (fix.at, fix.lat, fix.lon) == (NOW - timedelta(seconds=30), 37.1503, 127.0772)
    assert (fix.accuracy_m, fix.speed_mps) == (12.0, pytest.approx(10.0))


async def test_a_location_with_nothing_optional_is_enough(phone, door) -> None:
    bare = {"_type": "location", "lat": 37.15, "lon": 127.07, "tst": TST}
    await post(phone, bare)
    assert (door.stored[0].accuracy_m, door.stored[0].speed_mps) == (None, None)


@pytest.mark.parametrize("kind", OTHER_TYPES)
async def test_other_messages_are_accepted_and_left_alone(phone, door, kind: str) -> None:
    answer = await post(phone, {"_type": kind, "lat": 1.0, "lon": 2.0, "tst": TST})
    assert (answer.status_code, answer.json(), door.stored) == (200, [], [])
    assert "osan-refused" not in answer.headers


async def test_the_empty_message_for_a_deleted_friend_is_ignored(phone, door) -> None:
    answer = await post(phone, b"")
    assert (answer.status_code, answer.json(), door.stored) == (200, [], [])


MALFORMED = [
    b"not json",
    b'{"_type":"location","lat":37.1',
    b"[" * 100_000,
    b"null",
    b"17",
    b"{}",
    json.dumps(a_location(lat=None)).encode(),
    json.dumps(a_location(lat="north")).encode(),
    json.dumps(a_location(lat=True)).encode(),
    json.dumps(a_location(tst="yesterday")).encode(),
    json.dumps(a_location(tst=10**30)).encode(),
    json.dumps({"_type": "location", "lat": 1, "lon": 2}).encode(),
]


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: str(body[:40]))
async def test_what_can_never_succeed_is_dropped_so_the_queue_moves_on(phone, door, body) -> None:
    answer = await post(phone, body)
    assert (answer.status_code, answer.json(), door.stored) == (200, [], [])
    assert answer.headers["osan-refused"] == "malformed=1"


async def test_an_array_keeps_its_good_points(phone, door) -> None:
    batch = [
        a_location(tst=TST - 50),
        a_location(lat=0.0, lon=0.0),
        a_location(lat="?"),
        {"_type": "lwt", "tst": TST},
        a_location(tst=TST + 3600),
        a_location(vel=2000),
        a_location(tst=TST - 20),
    ]
    answer = await post(phone, batch)
    assert answer.headers["osan-accepted"] == "2"
    assert (
        answer.headers["osan-refused"]
        == "absurd_speed=1, future_dated=1, malformed=1, null_island=1"
    )
    assert [fix.order for fix in door.stored] == [0, 6]


async def test_a_nan_or_a_stray_byte_costs_only_its_own_point(phone, door) -> None:
    good = json.dumps(a_location())
    odd = json.dumps(a_location(SSID="café", tst=TST - 10), ensure_ascii=False).encode("latin-1")
    nan = json.dumps(a_location(lat=float("nan")))
    answer = await post(phone, b"[" + good.encode() + b"," + odd + b"," + nan.encode() + b"]")
    assert answer.headers["osan-accepted"] == "2"
    assert answer.headers["osan-refused"] == "not_finite=1"


async def test_unknown_speed_is_no_absurd_speed(phone, door) -> None:
    await post(phone, a_location(vel=-1, acc="?"))
    assert (door.stored[0].speed_mps, door.stored[0].accuracy_m) == (None, None)


@pytest.mark.parametrize(
    "auth",
    [
        None,
        ("", ""),
        ("not-a-uuid", "secret"),
        (str(MINA_PHONE.device_id), ""),
        (str(MINA_PHONE.device_id), "a wrong secret"),
        ("01900000-0000-7000-8000-00000000beef", MINA_PHONE.secret),
    ],
)
async def test_a_stranger_is_challenged_and_leaves_nothing(phone, door, auth) -> None:
    answer = await post(phone, a_location(), auth=auth)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic realm=")
    assert (answer.json(), door.stored) == ([], [])


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", "Basic /////w==", "Bearer abc", "basic"])
async def test_a_broken_credential_is_a_stranger_too(phone, header: str) -> None:
    answer = await post(phone, a_location(), auth=None, headers={"authorization": header})
    assert answer.status_code == 401


async def test_withdrawn_consent_empties_the_queue_and_asks_the_phone_to_stop(phone, door) -> None:
    door.instead = ConsentMissing()
    answer = await post(phone, a_location())
    assert answer.status_code == 200
    assert answer.headers["osan-refused"] == "consent_missing=1"
    assert "osan-accepted" not in answer.headers
    (command,) = answer.json()
    assert command["action"] == "setConfiguration"
    assert command["configuration"] == {"_type": "configuration", "monitoring": -1}


async def test_when_the_database_is_down_the_phone_keeps_its_points(phone, door) -> None:
    door.instead = Unavailable()
    answer = await post(phone, a_location())
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "15")


async def test_a_phone_gone_wild_is_asked_to_wait(phone, door: RecordingDoor) -> None:
    door.instead = TooMany(retry_after_s=60)
    answer = await post(phone, a_location())
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")


async def test_a_flood_is_cut_off_before_it_is_read(phone, door) -> None:
    async def endless():
        for _ in range(600):
            yield b" " * 1024

    stated = await post(phone, b"x" * 600_000)
    unstated = await phone.post("/ingest/owntracks", content=endless(), auth=AUTH)
    assert (stated.status_code, unstated.status_code, door.knocks) == (413, 413, 0)


async def test_a_browser_finds_nothing_to_get(phone) -> None:
    assert (await phone.get("/ingest/owntracks")).status_code == 405


async def test_more_positions_than_a_request_may_hold_never_reach_the_door(phone, door) -> None:
    crowd = [a_location(tst=TST - second) for second in range(MOST + 1)]
    answer = await post(phone, crowd)
    assert (answer.status_code, door.knocks) == (413, 0)
    assert (await post(phone, crowd[:MOST])).status_code == 200
