"""`python -m notifications.emulator` over a real socket, as senders and pages meet it."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from firebase_admin import messaging
from google.auth.transport.requests import Request
from google.oauth2.service_account import Credentials

from tests.notifications.emulator.conftest import arrival

COMMAND = (sys.executable, "-m", "notifications.emulator", "--port", "0", "--seed", "1")
SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
BEARER = {"authorization": "Bearer emulator"}


@pytest.fixture
async def address() -> AsyncIterator[str]:
    process = await asyncio.create_subprocess_exec(*COMMAND, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), timeout=30)
    yield line.decode().strip()
    process.terminate()
    await asyncio.wait_for(process.wait(), timeout=10)


async def test_a_lost_response_cuts_the_connection_after_the_phone_rang(address: str) -> None:
    async with httpx.AsyncClient(base_url=address, headers=BEARER) as http:
        await http.post("/control/behaviour", json={"behaviour": "lost_response", "next": 1})

        with pytest.raises(httpx.RemoteProtocolError):
            await send(http, arrival("a"))
        assert (await send(http, arrival("a"))).status_code == 200

        phone = (await http.get("/control/phones/a")).json()
        assert [each["status"] for each in phone["received"]] == [0, 200]
        assert [each["shown_times"] for each in phone["history"]] == [1]


async def test_watchers_are_told_at_once_which_phones_changed(address: str) -> None:
    async with httpx.AsyncClient(base_url=address, headers=BEARER, timeout=20) as http:
        async with http.stream("GET", "/control/events") as events:
            lines = events.aiter_lines()
            assert (await next_event(lines))["changed"] == []
            await send(http, arrival("a"))
            told = await next_event(lines)

        slug = (await http.get("/control/phones/a")).json()["slug"]
        assert told["changed"] == [slug]
        assert told["counts"]["shown"] == 1


async def test_a_service_account_and_firebases_own_encoding_are_understood(address: str) -> None:
    about = service_account(address)
    account = Credentials.from_service_account_info(about, scopes=[SCOPE])  # type: ignore[no-untyped-call]
    await asyncio.to_thread(account.refresh, Request())
    bearer = {"authorization": f"Bearer {account.token}"}
    message = json.loads(str(fcm_message("a")))

    async with httpx.AsyncClient(base_url=address, headers=bearer) as http:
        assert (await send(http, message)).status_code == 200
        [shown] = (await http.get("/control/phones/a")).json()["history"]
    assert account.token != "emulator"
    assert (shown["title"], shown["alerts"]) == ("도착", 1)


async def test_it_does_not_start_in_production() -> None:
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "OSAN__ENVIRONMENT": "production"},
    )
    _, said = await asyncio.wait_for(process.communicate(), timeout=30)
    assert process.returncode == 2
    assert b"production" in said


async def test_a_busy_port_is_named_with_its_setting(address: str) -> None:
    port = address.rstrip("/").rsplit(":", 1)[1]
    process = await asyncio.create_subprocess_exec(
        *COMMAND[:3], "--port", port, stderr=asyncio.subprocess.PIPE
    )
    _, said = await asyncio.wait_for(process.communicate(), timeout=30)
    assert process.returncode == 3
    assert port.encode() in said
    assert b"OSAN__PUSH_EMULATOR__PORT" in said


async def send(http: httpx.AsyncClient, message: dict[str, Any]) -> httpx.Response:
    return await http.post("/v1/projects/osan/messages:send", json={"message": message})


async def next_event(lines: AsyncIterator[str]) -> dict[str, Any]:
    async for line in lines:
        if line.startswith("data: "):
            told: dict[str, Any] = json.loads(line[6:])
            return told
    raise AssertionError("the stream ended")


def fcm_message(fid: str) -> messaging.Message:
    return messaging.Message(
        fid=fid,
        data={"event_id": "e1", "tag": "t", "title": "도착"},
        android=messaging.AndroidConfig(priority="high", collapse_key="k", ttl=60),
    )


def service_account(address: str) -> dict[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return {
        "type": "service_account",
        "project_id": "osan",
        "private_key_id": "1",
        "private_key": pem.decode(),
        "client_email": "push@osan.example",
        "token_uri": f"{address}token",
    }
