"""GraphiQL at the GraphQL address: self-hosted, strict, and working without internet."""

import json
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from gateway.app import build_graphql_app
from gateway.playground.page import DIST, Playground
from gateway.playground.tabs import Tab, example_tabs
from gateway.schema import build_schema
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.gateway.browser import Page, a_browser
from tests.gateway.phone import a_phone
from tests.gateway.served import MINA, build_app, context_factory, served

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
built = pytest.mark.skipif(
    not (DIST / "index.html").exists(),
    reason="the playground is not built: python -m gateway.playground.build",
)


async def test_a_browser_gets_a_page_under_a_strict_policy() -> None:
    async with a_phone(build_app(playground=True)) as phone:
        page = await phone.http.get("/graphql", headers=BROWSER)
    policy = page.headers["content-security-policy"]
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "http" not in policy


async def test_without_the_playground_a_browser_is_answered_as_any_client() -> None:
    async with a_phone(build_app(playground=False)) as phone:
        response = await phone.http.get("/graphql", headers=BROWSER, params={"query": "{hello}"})
    assert response.json() == {"data": {"hello": "hello Osan"}}


async def test_an_unbuilt_playground_says_how_to_build_it(tmp_path: Path) -> None:
    app = Starlette()
    app.mount("/graphql", Playground(tmp_path))
    async with a_phone() as phone:
        phone.http._transport.app = app  # type: ignore[attr-defined]
        page = await phone.http.get("/graphql/")
    assert "python -m gateway.playground.build" in page.text


def test_tabs_come_from_the_apps_operations_with_their_variables(tmp_path: Path) -> None:
    (tmp_path / "ask.graphql").write_text("query Ask { hello }")
    (tmp_path / "playground_tabs.json").write_text(
        json.dumps([{"document": "ask.graphql", "variables": {"name": "미나"}}])
    )
    assert example_tabs(tmp_path) == [
        {"query": "query Ask { hello }", "variables": '{\n  "name": "미나"\n}'}
    ]


def test_a_tab_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<script>%TABS%</script>")
    page = Playground(tmp_path, [Tab(query="</script>", variables="")])._page.decode()
    assert page.count("</script>") == 1


def text_of(selector: str) -> str:
    """A JavaScript expression: what a reader sees there."""
    return f"(document.querySelector('{selector}')?.innerText ?? '')"


async def run_until(page: Page, expected: str, *, tries: int = 20) -> None:
    """Press Run until the result holds `expected`; GraphiQL needs a moment to read a new tab."""
    for _ in range(tries):
        await page.evaluate("document.querySelector('.graphiql-execute-button').click()")
        with suppress(TimeoutError):
            await page.until(f"{text_of('.result-window')}.includes('{expected}')", within_s=3)
            return
    pytest.fail(f"the playground never showed {expected}")


@built
@pytest.mark.browser
@pytest.mark.slow
async def test_the_playground_runs_a_query_without_internet(tmp_path: Path) -> None:
    app = build_graphql_app(build_schema(), context_factory=context_factory())
    greeting = [Tab(query="query Hello { hello }", variables="{}")]
    shown = replace(app, http=replace(app.http, playground=Playground(tabs=greeting)))
    async with served(shown) as gateway, a_browser() as page:
        await page.open(gateway.url)
        await page.until("document.querySelector('.graphiql-tab')?.innerText.includes('Hello')")
        await page.until(f"{text_of('.graphiql-query-editor .view-lines')}.includes('hello')")
        await run_until(page, "안녕하세요")
        assert await page.evaluate("window.violations") == []
        assert "Not signed in" in await page.evaluate("document.getElementById('who').innerText")
        await page.screenshot(tmp_path / "playground.png")


TABS = [
    Tab(query="subscription Me { myName }", variables="{}"),
    Tab(query="query Greet($name: String!) { hello(name: $name) }", variables='{"name": "미나"}'),
    Tab(query="query Fill { hello }", variables="…a child's id… …a new id… …now…"),
]


async def hand_out_mina(request: Request) -> JSONResponse:
    assert request.headers["x-requested-with"]
    return JSONResponse({"access_token": "mina", "expires_in": 600})


@built
@pytest.mark.browser
@pytest.mark.slow
async def test_a_demo_citizen_subscribes_and_asks_with_the_sessions_token() -> None:
    app = build_app()
    shown = replace(app, http=replace(app.http, playground=Playground(tabs=TABS)))
    token = Route("/auth/token", hand_out_mina, methods=["POST"])
    async with served(shown, beside=[token]) as gateway, a_browser() as page:
        await page.open(gateway.url)
        await page.until(f"{text_of('#who')}.includes('Signed in')")
        await page.until(f"{text_of('.graphiql-query-editor .view-lines')}.includes('myName')")
        await run_until(page, str(MINA.person_id))
        await page.evaluate("document.querySelectorAll('.graphiql-tab-button')[1].click()")
        await page.until(f"{text_of('.graphiql-editor-tool')}.includes('미나')")
        await run_until(page, "미나")
        await page.evaluate("document.querySelectorAll('.graphiql-tab-button')[2].click()")
        await page.until(f"{text_of('.graphiql-editor-tool')}.includes('UGVyc29uOm1pbmE=')")
        filled = await page.evaluate(text_of(".graphiql-editor-tool"))
        assert re.search(r"=\s[0-9a-f-]{36}\s\d{4}-\d\d-\d\dT[\d:.]+Z", filled), filled
        assert await page.evaluate("window.violations") == []
