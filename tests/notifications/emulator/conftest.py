"""An emulator in this process, its clock in the test's hand."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from notifications.emulator.app import build_app
from notifications.emulator.exchange import Options

NINE_IN_SEOUL = 1_790_000_000.0
Json = dict[str, Any]


@dataclass
class Emulator:
    """An emulator and one client that talks HTTP to it."""

    http: httpx.AsyncClient
    moment: float = NINE_IN_SEOUL
    slept_s: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)

    async def phone(self, token: str, platform: str = "android", **state: Any) -> Json:
        return await self.order("/phones", token=token, platform=platform, **state)

    async def send(self, message: Json, *, bearer: str = "emulator") -> httpx.Response:
        return await self.http.post(
            "/v1/projects/osan/messages:send",
            json={"message": message},
            headers={"authorization": f"Bearer {bearer}"},
        )

    async def order(self, path: str, **order: Any) -> Json:
        response = await self.http.post(f"/control{path}", json=order)
        assert response.status_code < 300, response.text
        answer: Json = response.json() if response.content else {}
        return answer

    async def look(self, token: str) -> Json:
        phone: Json = (await self.http.get(f"/control/phones/{token}")).json()
        return phone

    async def screen(self, token: str) -> list[str]:
        return [notice["title"] for notice in (await self.look(token))["screen"]]

    async def counts(self) -> Json:
        counts: Json = (await self.http.get("/control/counters")).json()["counts"]
        return counts


@pytest.fixture
async def strict() -> bool:
    return False


@pytest.fixture
async def emulator(strict: bool) -> AsyncIterator[Emulator]:
    running = Emulator(http=httpx.AsyncClient())
    app = build_app(options=Options(strict=strict, seed=7), now=running.now, sleep=running.sleep)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://emulator") as http:
        running.http = http
        yield running


def arrival(token: str, *, event: str = "e1", tag: str = "minji", title: str = "도착") -> Json:
    """A data message of the kind our app draws itself."""
    return {
        "token": token,
        "data": {"event_id": event, "tag": tag, "title": title, "body": "민지", "kind": "show"},
        "android": {"priority": "high", "ttl": "3600s"},
    }


def notice(token: str, *, title: str = "알림", **android: Any) -> Json:
    """A notification message, which the system draws."""
    return {"token": token, "notification": {"title": title, "body": "본문"}, "android": android}


def alert(token: str, *, title: str = "도착", collapse: str = "c1", **headers: str) -> Json:
    """An alert for an iPhone."""
    return {
        "token": token,
        "data": {"event_id": "e1"},
        "apns": {
            "headers": {"apns-push-type": "alert", "apns-collapse-id": collapse, **headers},
            "payload": {"aps": {"alert": {"title": title, "body": "민지"}, "sound": "default"}},
        },
    }


def retraction(token: str, *, tag: str = "minji") -> Json:
    return {"token": token, "data": {"kind": "retract", "tag": tag}}
