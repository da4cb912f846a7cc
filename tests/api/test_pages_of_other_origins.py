"""A page of another origin calls the API only where the operator lets it, and without cookies."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from api.app import build_app
from infra.settings import Settings

FRIEND, STRANGER = "https://app.osan.example", "https://evil.example"


def house(settings: Settings, *origins: str) -> Starlette:
    gateway = settings.gateway.model_copy(update={"allowed_origins": origins})
    return build_app(settings.model_copy(update={"gateway": gateway}))


@pytest.fixture
async def browser(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(house(settings, FRIEND))
    async with httpx.AsyncClient(transport=transport, base_url="http://osan") as client:
        yield client


async def asks_first(browser: httpx.AsyncClient, path: str, origin: str) -> httpx.Response:
    wish = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
    }
    return await browser.options(path, headers={"origin": origin, **wish})


@pytest.mark.parametrize("path", ["/graphql", "/auth/token"])
async def test_a_friend_is_let_in_without_cookies(browser, path):
    answer = await asks_first(browser, path, FRIEND)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == FRIEND
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(("path", "origin"), [("/graphql", STRANGER), ("/auth/logout", FRIEND)])
async def test_strangers_are_not_nor_is_the_rest_shared(browser, path, origin):
    answer = await asks_first(browser, path, origin)
    assert "access-control-allow-origin" not in answer.headers


async def test_the_answer_itself_may_be_read(browser):
    asked = {"query": "{ __typename }"}
    answer = await browser.post("/graphql", json=asked, headers={"origin": FRIEND})
    assert answer.json() == {"data": {"__typename": "Query"}}
    assert answer.headers["access-control-allow-origin"] == FRIEND
