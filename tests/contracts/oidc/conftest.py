"""Our gateway on a real socket, a certified provider beside it, and the browsers of citizens."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
import pytest
import structlog

from api.app import build_app
from domains.kernel.clock import SystemClock
from infra.embedded.free_port import free_port
from infra.settings import OidcProvider, Settings
from tests.contracts.oidc.certified import SECRET, Certified, certified_provider
from tests.infra.listening import listening

Logs = list[dict[str, object]]
PATIENCE_S = 10
"""It takes some milliseconds; a machine that is at its limit takes longer."""


class Wristwatch(SystemClock):
    """The machine's time, which the provider lives in too, unless a test moves ours ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead


@dataclass
class World:
    """One gateway, one provider, and a citizen's browser."""

    gateway: str
    provider: Certified
    clock: Wristwatch
    browser: httpx.AsyncClient

    def another_browser(self) -> httpx.AsyncClient:
        return a_browser()

    async def sign_in(
        self, citizen: str, *, browser: httpx.AsyncClient | None = None, **query: str
    ) -> httpx.Response:
        """Go where we are led, as a browser does; the last page."""
        params = {"provider": "city", "login_hint": citizen, **query}
        return await (browser or self.browser).get(f"{self.gateway}/auth/login", params=params)

    async def answer_for(self, citizen: str, **query: str) -> httpx.URL:
        """The callback that the provider sends the browser to, not yet followed."""
        params = {"provider": "city", "login_hint": citizen, **query}
        answer = await self.browser.get(
            f"{self.gateway}/auth/login", params=params, follow_redirects=False
        )
        while f"{self.gateway}/auth/callback" not in answer.headers["location"]:
            leads = answer.url.join(answer.headers["location"])
            answer = await self.browser.get(leads, follow_redirects=False)
        return httpx.URL(answer.headers["location"])

    async def token(self, browser: httpx.AsyncClient | None = None) -> httpx.Response:
        """What a page of ours gets for the browser's cookie."""
        return await (browser or self.browser).post(
            f"{self.gateway}/auth/token", headers={"Origin": self.gateway}
        )

    async def is_signed_in(self, browser: httpx.AsyncClient | None = None) -> bool:
        return (await self.token(browser)).is_success

    async def is_soon_believed_no_more(self, access_token: str) -> None:
        """A process hears from PostgreSQL which sessions ended, a moment after the commit."""
        give_up = time.monotonic() + PATIENCE_S
        while await self.is_believed(access_token):
            assert time.monotonic() < give_up, f"it is believed after {PATIENCE_S} s still"
            await asyncio.sleep(0.01)

    async def is_believed(self, access_token: str) -> bool:
        """Whether the gateway still knows whose token this is."""
        answer = await self.browser.post(
            f"{self.gateway}/graphql",
            json={"query": "{ me { id } }"},
            headers={"Authorization": f"Bearer {access_token}"},
        )
        return answer.status_code == httpx.codes.OK and "errors" not in answer.json()


def a_browser() -> httpx.AsyncClient:
    """Without certificates, whose reading takes longer than a sign-in: all here is loopback."""
    return httpx.AsyncClient(follow_redirects=True, timeout=30, verify=False)


def reason_shown(page: httpx.Response) -> str:
    found = re.search(r"<code>(\w+)</code>", page.text)
    assert found, page.text
    return found[1]


@pytest.fixture(scope="module")
def clock_of_ours() -> Wristwatch:
    return Wristwatch()


@pytest.fixture(scope="module")
async def _running(
    settings: Settings, clock_of_ours: Wristwatch, _open_database: None
) -> AsyncIterator[tuple[str, Certified]]:
    port = free_port()
    gateway = f"http://127.0.0.1:{port}"
    async with certified_provider(gateway) as certified:
        app = build_app(_with_providers(settings, gateway, certified), clock=clock_of_ours)
        async with (
            app.state.token_desk.watching(settings.database),
            listening(app, port=port),
        ):
            yield gateway, certified


def _with_providers(settings: Settings, gateway: str, certified: Certified) -> Settings:
    def provider(issuer: str, title: str) -> OidcProvider:
        return OidcProvider(
            issuer=issuer, client_id="osan-talk", client_secret=SECRET, titles={"ko": title}
        )

    providers = {
        "city": provider(certified.city, "오산시 통합로그인"),
        "school": provider(certified.school, "교육디지털원패스"),
        "county": provider(certified.county, "경기도 통합로그인"),
    }
    many = {"login_per_s": 1000.0, "login_burst": 10_000, "token_per_s": 1000.0}
    return settings.model_copy(
        update={
            "gateway": settings.gateway.model_copy(update={"public_url": gateway}),
            "identity": settings.identity.model_copy(update={"providers": providers}),
            "rates": settings.rates.model_copy(update=many),
        }
    )


@pytest.fixture
async def world(
    database: None, valkey: object, _running: tuple[str, Certified], clock_of_ours: Wristwatch
) -> AsyncIterator[World]:
    gateway, certified = _running
    async with a_browser() as browser:
        yield World(gateway, certified, clock_of_ours, browser)
    await certified.behave()
    clock_of_ours.ahead = timedelta(0)


@pytest.fixture
def logs() -> Iterator[Logs]:
    with structlog.testing.capture_logs() as heard:
        yield heard
