"""Whoever opens the bare address learns what it is."""

import httpx
import pytest

from api.app import build_app


@pytest.fixture
def front(settings):
    async def ask(language: str = "ko", *, playground: bool = True) -> httpx.Response:
        gateway = settings.gateway.model_copy(update={"playground": playground})
        app = build_app(settings.model_copy(update={"gateway": gateway}))
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://osan") as http:
            return await http.get("/", headers={"accept-language": language})

    return ask


async def test_the_front_page_says_what_this_is_and_leads_to_the_sign_in(front):
    page = await front()
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "오산톡" in page.text
    assert 'href="/auth/login"' in page.text
    assert 'href="/readyz"' in page.text


async def test_it_speaks_the_visitors_language(front):
    page = await front("vi")
    assert '<html lang="vi">' in page.text


@pytest.mark.parametrize("playground", [True, False])
async def test_it_leads_to_the_playground_only_where_there_is_one(front, playground):
    page = await front(playground=playground)
    assert ('href="/graphql"' in page.text) is playground
