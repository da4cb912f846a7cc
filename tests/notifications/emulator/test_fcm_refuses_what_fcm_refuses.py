"""A request that the real service would refuse is refused here, with the field named."""

import base64
import json
from typing import Any

import pytest

from tests.notifications.emulator.conftest import Emulator, arrival

BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("message", {"data": {}}),
    ("message", {"token": "a", "fid": "b"}),
    ("message", {"topic": "news"}),
    ("message.token", {"token": ""}),
    ("message.token", {"token": " a"}),
    ("message", {"token": "a", "dta": {}}),
    ("message.data.n", {"token": "a", "data": {"n": 1}}),
    ("message.data.from", {"token": "a", "data": {"from": "me"}}),
    ("message.data.google.x", {"token": "a", "data": {"google.x": "1"}}),
    ("message.data.gcm.y", {"token": "a", "data": {"gcm.y": "1"}}),
    ("message.data", {"token": "a", "data": {"t": "가" * 1400}}),
    ("message.data", {"token": "a", "data": "text"}),
    ("message.notification", {"token": "a", "notification": {"tag": "no place for it"}}),
    ("message.android", {"token": "a", "android": {"colapse_key": "k"}}),
    ("message.android.priority", {"token": "a", "android": {"priority": "urgent"}}),
    ("message.android.ttl", {"token": "a", "android": {"ttl": "1h"}}),
    ("message.android.ttl", {"token": "a", "android": {"ttl": "2419201s"}}),
    ("message.apns.payload.aps", {"token": "a", "apns": {"payload": {"x": 1}}}),
    (
        "message.apns.headers.apns-priority",
        {
            "token": "a",
            "apns": {"headers": {"apns-priority": "10", "apns-push-type": "background"}},
        },
    ),
    (
        "message.apns.headers.apns-collapse-id",
        {"token": "a", "apns": {"headers": {"apns-collapse-id": "c" * 65}}},
    ),
    ("message.webpush.headers.TTL", {"token": "a", "webpush": {"headers": {"TTL": "soon"}}}),
]


@pytest.mark.parametrize(("field", "message"), BROKEN)
async def test_a_wrong_field_is_named(
    emulator: Emulator, field: str, message: dict[str, Any]
) -> None:
    answer = await emulator.send(message)

    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["status"] == "INVALID_ARGUMENT"
    request, fcm = error["details"]
    assert request["@type"] == "type.googleapis.com/google.rpc.BadRequest"
    assert request["fieldViolations"][0]["field"] == field
    assert fcm["errorCode"] == "INVALID_ARGUMENT"
    assert (await emulator.counts())["INVALID_ARGUMENT"] == 1


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'"x"', b'{"message": 1}', b"\xff"])
async def test_what_is_no_message_at_all_is_refused(emulator: Emulator, raw: bytes) -> None:
    answer = await emulator.http.post(
        "/v1/projects/osan/messages:send",
        content=raw,
        headers={"authorization": "Bearer emulator"},
    )
    assert answer.status_code == 400


async def test_a_dry_run_reaches_nobody(emulator: Emulator) -> None:
    answer = await emulator.http.post(
        "/v1/projects/osan/messages:send",
        json={"validate_only": True, "message": arrival("a")},
        headers={"authorization": "Bearer emulator"},
    )
    assert answer.status_code == 200
    assert (await emulator.http.get("/control/phones")).json() == {"phones": []}


@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer made-up"}])
async def test_without_a_token_of_ours_nothing_is_sent(
    emulator: Emulator, header: dict[str, str]
) -> None:
    answer = await emulator.http.post(
        "/v1/projects/osan/messages:send", json={"message": arrival("a")}, headers=header
    )
    assert answer.status_code == 401
    assert answer.json()["error"]["status"] == "UNAUTHENTICATED"
    assert (await emulator.http.get("/control/phones")).json() == {"phones": []}


async def test_a_service_account_gets_a_token_that_sends_for_an_hour(emulator: Emulator) -> None:
    issued = await ask_for_token(emulator, lives_s=3600)
    bearer = issued.json()["access_token"]

    assert (await emulator.send(arrival("a"), bearer=bearer)).status_code == 200
    emulator.moment += 3601
    assert (await emulator.send(arrival("a"), bearer=bearer)).status_code == 401


async def test_an_expired_assertion_gets_no_token(emulator: Emulator) -> None:
    refused = await ask_for_token(emulator, lives_s=-1)
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")


async def ask_for_token(emulator: Emulator, *, lives_s: float) -> Any:
    claims = {
        "exp": emulator.moment + lives_s,
        "scope": "https://www.googleapis.com/auth/firebase.messaging",
    }
    middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": f"e30.{middle}.c2ln",
    }
    return await emulator.http.post("/token", data=form)


class TestStrict:
    @pytest.fixture
    async def strict(self) -> bool:
        return True

    async def test_a_strict_emulator_knows_only_registered_phones(self, emulator: Emulator) -> None:
        assert (await emulator.send(arrival("a"))).status_code == 404
        await emulator.phone("a")
        assert (await emulator.send(arrival("a"))).status_code == 200

    async def test_an_uninstalled_app_is_unregistered(self, emulator: Emulator) -> None:
        await emulator.phone("a")
        await emulator.http.delete("/control/phones/a")
        assert (await emulator.send(arrival("a"))).status_code == 404
