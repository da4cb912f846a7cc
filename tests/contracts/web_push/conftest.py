"""A push service that we did not write, browsers that subscribed to it, and our channel."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from gateway.playground.npm import node_command

from domains.kernel.clock import SystemClock
from infra.embedded.free_port import free_port
from infra.settings import Settings
from notifications.channels.web_push import Subscription, WebPushChannel, open_web_push, vapid_key
from tests.contracts.graphql.node_clients import installed

SCRIPTS = Path(__file__).parent / "push_service"
PATIENCE_S = 30


@dataclass(frozen=True)
class Browser:
    """One subscription, and what its owner's service worker would read."""

    service: "PushService"
    subscription: Subscription
    handle: str

    async def messages(self) -> list[str]:
        """Opened by the push service, in order."""
        answer = await self.service.ask("get-notifications", {"clientHash": self.handle})
        return answer["data"]["messages"]

    async def unsubscribe(self) -> None:
        await self.service.ask(f"expire-subscription/{self.handle}")


@dataclass(frozen=True)
class PushService:
    url: str
    http: httpx.AsyncClient

    async def browser(self, application_server_key: str) -> Browser:
        said = (await self.ask("subscribe", {"applicationServerKey": application_server_key}))[
            "data"
        ]
        subscription = Subscription.of(
            endpoint=said["endpoint"].replace("localhost", "127.0.0.1"),
            p256dh=said["keys"]["p256dh"],
            auth=said["keys"]["auth"],
        )
        return Browser(self, subscription, said["clientHash"])

    async def ask(self, what: str, body: dict[str, str] | None = None) -> dict[str, Any]:
        answer = await self.http.post(f"{self.url}/{what}", json=body or {})
        answer.raise_for_status()
        return answer.json() if answer.text.startswith("{") else {}


@pytest.fixture(scope="module")
async def push_service() -> AsyncIterator[PushService]:
    home = installed(SCRIPTS)
    (home / "main.mjs").write_bytes((SCRIPTS / "main.mjs").read_bytes())
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *node_command(),
        "main.mjs",
        str(port),
        cwd=home,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert process.stdout is not None
        await asyncio.wait_for(process.stdout.readline(), PATIENCE_S)
        async with httpx.AsyncClient(verify=False) as http:
            yield PushService(f"http://127.0.0.1:{port}", http)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.fixture
def key(settings: Settings) -> str:
    """Ours, as an app hands it to the browser."""
    return vapid_key(settings).public


@pytest.fixture
async def channel(settings: Settings) -> AsyncIterator[WebPushChannel]:
    async with open_web_push(settings, clock=SystemClock()) as channel:
        yield channel
