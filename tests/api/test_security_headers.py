"""Every answer tells browsers what to leave alone; what speaks of somebody is kept nowhere."""

from collections.abc import Callable

import httpx
import pytest
from gateway.playground.page import ASSETS_PATH, DIST
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse

from api.app import build_app
from api.middleware.security_headers import SecurityHeaders
from infra.settings import Settings

Knock = Callable[..., httpx.AsyncClient]


@pytest.fixture
def browse(settings: Settings):
    """Opens the house at a public address."""

    def open_house(public_url: str = "http://osan.test") -> httpx.AsyncClient:
        gateway = settings.gateway.model_copy(update={"public_url": public_url})
        app = build_app(settings.model_copy(update={"gateway": gateway}))
        return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://osan.test")

    return open_house


async def test_an_answer_about_somebody_is_kept_nowhere(browse: Knock) -> None:
    async with browse() as browser:
        answer = await browser.post("/graphql", json={"query": "{ __typename }"})
        elsewhere = await browser.get("/.well-known/jwks.json")

    assert answer.headers["cache-control"] == "no-store"
    assert "no-store" not in elsewhere.headers.get("cache-control", "")
    for told in (answer, elsewhere):
        assert told.headers["x-content-type-options"] == "nosniff"
        assert told.headers["referrer-policy"] == "no-referrer"
        assert "strict-transport-security" not in told.headers


async def test_a_house_with_https_asks_for_nothing_else(browse: Knock) -> None:
    async with browse("https://talk.osan.example") as browser:
        answer = await browser.get("/.well-known/jwks.json")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


async def test_the_playground_keeps_its_own_words(browse: Knock) -> None:
    async with browse() as browser:
        page = await browser.get("/graphql", headers={"accept": "text/html"})
    assert page.headers.get_list("cache-control") == ["no-cache"]
    assert page.headers.get_list("referrer-policy") == ["same-origin"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.skipif(not DIST.exists(), reason="the playground is not built")
async def test_the_playgrounds_files_are_there_and_may_be_kept(browse: Knock) -> None:
    async with browse() as browser:
        file = await browser.get(f"{ASSETS_PATH}/{next(DIST.glob('*.js')).name}")
    assert file.status_code == 200
    assert "no-store" not in file.headers.get("cache-control", "")


async def test_a_header_is_never_said_twice() -> None:
    app = Starlette()
    said = {"cache-control": "max-age=60", "x-content-type-options": "nosniff"}
    app.add_route("/auth/any", lambda _: PlainTextResponse("", headers=said))
    transport = httpx.ASGITransport(SecurityHeaders(app, https=False))
    async with httpx.AsyncClient(transport=transport, base_url="http://osan.test") as browser:
        answer = await browser.get("/auth/any")
    assert answer.headers.get_list("cache-control") == ["max-age=60"]
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
