"""Where a sign-in may begin and lead back to; nowhere else."""

import pytest

from tests.identity.conftest import GATEWAY
from tests.identity.sign_in_story import nothing_was_opened, reason_shown


@pytest.mark.parametrize(
    "return_to",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "osantalk://elsewhere",
        "/app/../ingest",
        "/app/%2e%2e/auth/logout",
        "/app/.%2E//evil.example",
        "/app/%5c%5cevil.example",
        "/app/%0d%0aSet-Cookie:x=1",
        "/%2f/evil.example",
        "https://gateway.test@evil.example/",
        "osantalk://signed-in.evil.example",
        "OSANTALK://signed-in",
        "osantalk://signed-in#",
        "data:text/html,x",
        "/metrics",
    ],
)
async def test_a_sign_in_never_leads_elsewhere(town, return_to):
    page = await town.sign_in("hana", return_to=return_to)
    assert page.status_code == 400
    assert reason_shown(page) == "return_not_allowed"
    assert await nothing_was_opened()


async def test_an_app_link_without_a_challenge_gets_no_code(town):
    page = await town.sign_in("hana", return_to="osantalk://signed-in")
    assert reason_shown(page) == "return_not_allowed"


@pytest.mark.parametrize("challenge", ["é" * 43, "\0" * 43, "a" * 42, "a" * 44, "a" * 42 + "="])
async def test_what_is_no_challenge_gets_no_code(town, challenge):
    page = await town.sign_in(
        "hana",
        return_to="osantalk://signed-in",
        code_challenge=challenge,
        code_challenge_method="S256",
    )
    assert (page.status_code, reason_shown(page)) == (400, "return_not_allowed")
    assert await nothing_was_opened()


async def test_a_sign_in_begun_at_another_name_of_this_machine_moves_to_the_public_one(town):
    answer = await town.browser.get(f"{GATEWAY}/auth/login", headers={"Host": "localhost:8000"})
    assert answer.headers["location"].startswith(f"{GATEWAY}/auth/login?")
