"""What the door of tokens hands out, to whom, and what nonsense it hears."""

from datetime import timedelta

import pytest

from domains.identity import public as identity
from domains.identity.models import Person, Session
from domains.kernel.actor import Role, system_actor
from infra.oidc.command_line import sign_in_as
from tests.identity.conftest import GATEWAY
from tests.identity.sign_in_story import bearer, refresh_by_cookie


async def test_the_browser_keeps_its_session_in_a_cookie_that_no_script_reads(town):
    await town.sign_in("hana", return_to="/graphql?tab=1")
    cookie = next(c for c in town.browser.cookies.jar if c.name == "osan_refresh")
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.path == "/auth"

    answer = await refresh_by_cookie(town)
    assert set(answer.json()) == {"access_token", "token_type", "expires_in"}
    assert answer.headers["cache-control"] == "no-store"
    hana = await Person.get()
    assert await bearer(town, answer.json()["access_token"]) == {
        "person": str(hana.id),
        "problem": None,
    }


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {}])
async def test_another_site_gets_no_token_out_of_the_cookie(town, headers):
    await town.sign_in("hana")
    before = await Session.get()

    answer = await town.browser.post(f"{GATEWAY}/auth/token", headers=headers)

    assert answer.status_code == 403
    assert (await Session.get()).refresh_hash == before.refresh_hash


async def test_our_own_page_without_an_origin_shows_itself_by_a_header(town):
    await town.sign_in("hana")
    answer = await town.browser.post(f"{GATEWAY}/auth/token", headers={"X-Osan-Talk": "1"})
    assert answer.status_code == 200


async def test_an_app_refreshes_without_the_citizen(town):
    tokens = await sign_in_as(GATEWAY, "jungwoo", http=town.browser)
    town.clock.advance(timedelta(minutes=11))
    assert (await bearer(town, tokens.access_token))["problem"] == "expired"

    answer = await town.browser.post(
        f"{GATEWAY}/auth/token",
        json={"grant_type": "refresh_token", "refresh_token": tokens.refresh_token},
    )
    assert (await bearer(town, answer.json()["access_token"]))["person"] is not None


async def test_a_token_carries_the_office_that_its_person_holds(town, clock, ids):
    await town.sign_in("operator")
    operator = await Person.get()
    await identity.grant_role(
        actor=system_actor("seed"),
        person_id=operator.id,
        role=Role.OPERATOR,
        clock=clock,
        ids=ids,
    )
    token = (await refresh_by_cookie(town)).json()["access_token"]
    assert town.desk.tokens.verify(token).actor.roles == {Role.OPERATOR}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("application/json", b"[" * 15_000),
        ("application/json", b'{"grant_type": 1, "refresh_token": {}}'),
        ("application/x-www-form-urlencoded", b"\xff\xfe=%00"),
        ("application/x-www-form-urlencoded", b"a=1&" * 50),
        ("application/x-www-form-urlencoded", b"refresh_token=" + b"x" * 100_000),
        ("multipart/form-data", b"--"),
        ("", b""),
    ],
)
async def test_nonsense_at_the_token_door_is_answered_calmly(town, kind, body):
    answer = await town.browser.post(
        f"{GATEWAY}/auth/token", content=body, headers={"Content-Type": kind}
    )
    assert answer.status_code == 400
    assert answer.json()["error"] in ("invalid_request", "unsupported_grant_type")


async def test_a_grant_that_we_do_not_give_is_named_so(town):
    answer = await town.browser.post(f"{GATEWAY}/auth/token", data={"grant_type": "password"})
    assert answer.json() == {"error": "unsupported_grant_type"}


async def test_others_can_verify_our_tokens_by_our_published_keys(town):
    metadata = (await town.visit(f"{GATEWAY}/.well-known/openid-configuration")).json()
    keys = (await town.visit(metadata["jwks_uri"])).json()["keys"]
    assert [(key["kty"], key["crv"], key["alg"]) for key in keys] == [("EC", "P-256", "ES256")]
    assert "d" not in keys[0]
