"""Signing out: here and at the provider, or there and so here too."""

import asyncio
import re
from datetime import timedelta
from html import unescape

import httpx
import pytest
import structlog

from domains.identity.models import ProviderLogout, Session, SignInCode
from infra.emulated_idp.signing_keys import forge, published_kid
from infra.oidc.command_line import sign_in_as
from infra.oidc.refusal import Refusal
from tests.identity.conftest import GATEWAY, PROVIDER, Town
from tests.identity.sign_in_story import reason_shown, refresh_by_cookie
from tests.stories.house import everything

DOOR = f"{GATEWAY}/auth/backchannel-logout/dev"


async def log_out(town: Town) -> httpx.Response:
    return await town.browser.post(f"{GATEWAY}/auth/logout", headers={"Origin": GATEWAY})


def onward(page: httpx.Response) -> httpx.URL:
    [address] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    return httpx.URL(unescape(address))


async def tell(town: Town, token: str, *, door: str = DOOR) -> httpx.Response:
    """As a provider does: without cookies, from wherever it is."""
    async with httpx.AsyncClient(transport=town.gateway) as provider:
        return await provider.post(door, data={"logout_token": token})


def logout_of_hana(town: Town, **claims: object) -> str:
    return town.provider.logout_token("osan-talk", **({"sub": "hana"} | claims))


async def test_signing_out_here_leads_on_to_the_providers_own_sign_out(town):
    await town.sign_in("hana")

    there = onward(await log_out(town))

    assert str(there.copy_with(query=None)) == f"{PROVIDER}/end-session"
    assert there.params["client_id"] == "osan-talk"
    assert there.params["post_logout_redirect_uri"] == f"{GATEWAY}/auth/logged-out"
    assert there.params["id_token_hint"].count(".") == 2
    page = await town.visit(str(there))
    assert page.url.copy_with(query=None) == f"{GATEWAY}/auth/logged-out"
    assert "osan_leaving" not in town.browser.cookies
    assert not (await refresh_by_cookie(town)).is_success


async def test_the_id_token_rests_nowhere_in_clear(town):
    page = await town.sign_in("hana")
    assert page.status_code == 200
    sealed = town.browser.cookies["osan_hint"]
    cookie = next(c for c in town.browser.cookies.jar if c.name == "osan_hint")
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert sealed.count(".") == 4, "encrypted (JWE), not merely signed"
    hint = town.desk.hints.open(sealed)
    assert hint.id_token is not None
    assert hint.id_token not in str(await everything())


async def test_a_provider_without_a_sign_out_of_its_own_is_left_alone(town):
    page = await log_out(town)
    assert "로그아웃했습니다." in page.text
    assert 'http-equiv="refresh"' not in page.text


async def test_a_logout_of_a_person_ends_all_that_their_account_opened(town):
    await town.sign_in("hana")
    phone = await sign_in_as(GATEWAY, "hana", http=town.browser)
    await sign_in_as(GATEWAY, "jungwoo", http=town.browser)

    answer = await tell(town, logout_of_hana(town))

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["cache-control"] == "no-store"
    assert await Session.filter(revoked_because="provider_logout").count() == 2
    assert await Session.filter(revoked_at=None).count() == 1
    refresh = await town.browser.post(
        f"{GATEWAY}/auth/token", data={"refresh_token": phone.refresh_token}
    )
    assert refresh.json() == {"error": "invalid_grant"}


async def test_a_logout_of_a_session_ends_that_one_alone(town):
    await town.sign_in("hana")
    await sign_in_as(GATEWAY, "hana", http=town.browser)
    first, second = await Session.all().order_by("created_at", "id")

    assert (await tell(town, logout_of_hana(town, sid=first.provider_sid))).status_code == 200

    assert (await Session.get(id=first.id)).revoked_at is not None
    assert (await Session.get(id=second.id)).revoked_at is None


async def test_a_code_on_its_way_to_an_app_dies_with_the_providers_session(town):
    callback = await town.answer_for(
        "hana",
        return_to="osantalk://signed-in",
        code_challenge="a" * 43,
        code_challenge_method="S256",
        state="s",
    )
    link = httpx.URL((await town.browser.get(callback)).headers["location"])
    await tell(town, logout_of_hana(town))
    answer = await town.browser.post(
        f"{GATEWAY}/auth/token",
        data={"grant_type": "authorization_code", "code": link.params["code"]},
    )
    assert answer.json() == {"error": "invalid_grant"}
    assert not await Session.exists()


FOR_AN_APP = {
    "return_to": "osantalk://signed-in",
    "code_challenge": "a" * 43,
    "code_challenge_method": "S256",
    "state": "s",
}


@pytest.mark.parametrize("way", [{}, FOR_AN_APP], ids=["browser", "app"])
@pytest.mark.parametrize("names", ["sub", "sid"])
async def test_a_sign_in_that_its_logout_overtakes_comes_to_nothing(town, way, names):
    """The provider's answer is on its way to us; its logout is quicker."""
    callback = await town.answer_for("hana", **way)
    town.clock.advance(timedelta(seconds=1))
    sid = town.provider.sid_of(callback.params["code"])
    said = {"sub": "hana"} if names == "sub" else {"sub": None, "sid": sid}
    assert (await tell(town, town.provider.logout_token("osan-talk", **said))).status_code == 200

    page = await town.browser.get(callback)

    assert (page.status_code, reason_shown(page)) == (400, Refusal.SIGNED_OUT_MEANWHILE)
    assert not await Session.filter(revoked_at=None).exists()
    assert not await SignInCode.exists()
    assert "osan_refresh" not in town.browser.cookies
    await town.sign_in("hana")
    assert await Session.filter(revoked_at=None).count() == 1, "whoever sets out later is in"


async def test_whichever_of_a_sign_in_and_its_logout_comes_last_nobody_is_left_signed_in(town):
    for way in ({}, FOR_AN_APP) * 4:
        callback = await town.answer_for("hana", **way)
        town.clock.advance(timedelta(seconds=1))
        await asyncio.gather(town.browser.get(callback), tell(town, logout_of_hana(town)))
        assert not await Session.filter(revoked_at=None).exists()
        assert not await SignInCode.filter(session_id=None).exists()


async def test_a_sign_in_of_somebody_else_is_not_overtaken(town):
    callback = await town.answer_for("jungwoo")
    town.clock.advance(timedelta(seconds=1))
    await tell(town, logout_of_hana(town))
    assert (await town.browser.get(callback)).status_code == 303
    assert await Session.filter(revoked_at=None).count() == 1


async def test_a_logout_heard_again_after_its_end_is_still_known(town):
    """Its reader bears a minute of difference between two clocks; so must its memory."""
    token = logout_of_hana(town)
    await tell(town, token)
    town.clock.advance(timedelta(seconds=121))
    await tell(town, town.provider.logout_token("osan-talk", sub="jungwoo"))
    await town.sign_in("hana")

    refused(await tell(town, token), Refusal.LOGOUT_REPLAYED)

    assert (await Session.get()).revoked_at is None


async def test_a_logout_token_counts_once(town):
    token = logout_of_hana(town)
    assert (await tell(town, token)).status_code == 200
    await town.sign_in("hana")
    before = await everything()

    refused(await tell(town, token), Refusal.LOGOUT_REPLAYED)

    assert await everything() == before


async def test_what_was_heard_is_forgotten_when_it_is_over(town):
    await tell(town, logout_of_hana(town))
    town.clock.advance(timedelta(hours=1))
    await tell(town, logout_of_hana(town))
    assert await ProviderLogout.all().count() == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"iss": "https://elsewhere.example"}, Refusal.WRONG_ISSUER),
        ({"aud": "somebody-else"}, Refusal.WRONG_AUDIENCE),
        ({"exp": 1_000_000_000}, Refusal.EXPIRED),
        ({"exp": None}, Refusal.EXPIRED),
        ({"iat": 1_000_000_000}, Refusal.ISSUED_LONG_AGO),
        ({"iat": 9_000_000_000, "exp": 9_000_000_100}, Refusal.ISSUED_IN_THE_FUTURE),
        ({"events": None}, Refusal.NO_LOGOUT_TOKEN),
        ({"events": {"urn:another": {}}}, Refusal.NO_LOGOUT_TOKEN),
        ({"nonce": "n"}, Refusal.NO_LOGOUT_TOKEN),
        ({"jti": None}, Refusal.NO_LOGOUT_TOKEN),
        ({"sub": None}, Refusal.LOGOUT_OF_NOBODY),
        ({"sub": None, "sid": 7}, Refusal.LOGOUT_OF_NOBODY),
        ({"sub": "hana\0"}, Refusal.LOGOUT_OF_NOBODY),
        ({"jti": "\0"}, Refusal.NO_LOGOUT_TOKEN),
    ],
)
async def test_a_logout_token_with_one_wrong_word_signs_nobody_out(town, change, reason):
    await town.sign_in("hana")
    before = await everything()

    refused(await tell(town, logout_of_hana(town, **change)), reason)

    assert await everything() == before


async def test_nobody_but_the_provider_signs_citizens_out(town):
    await town.sign_in("hana")
    before = await everything()
    claims = {"iss": PROVIDER, "aud": "osan-talk", "sub": "hana"}
    kid = published_kid(town.provider.keys.published())

    refused(await tell(town, forge(claims, kid=kid)), Refusal.BAD_SIGNATURE)
    refused(await tell(town, forge(claims, kid="invented")), Refusal.UNKNOWN_KEY)
    refused(await tell(town, "nonsense"), Refusal.PROVIDER_GARBLED)
    refused(await tell(town, ""), Refusal.NO_LOGOUT_TOKEN)
    refused(await tell(town, logout_of_hana(town), door=f"{DOOR}s"), Refusal.NO_LOGOUT_TOKEN)

    assert await everything() == before


async def test_an_id_token_is_no_logout_token(town):
    await town.sign_in("hana")
    id_token = town.desk.hints.open(town.browser.cookies["osan_hint"]).id_token
    refused(await tell(town, id_token), Refusal.NO_LOGOUT_TOKEN)


async def test_another_providers_word_is_not_this_ones(town):
    await town.sign_in("hana")
    schools = town.school.logout_token("osan-talk", sub="hana")
    assert (await tell(town, schools)).json()["error_description"] == Refusal.UNKNOWN_KEY
    door = f"{GATEWAY}/auth/backchannel-logout/school"
    assert (await tell(town, schools, door=door)).status_code == 200
    assert (await Session.get()).revoked_at is None


async def test_a_refused_logout_has_its_reason_in_the_log_and_no_name(town):
    with structlog.testing.capture_logs() as heard:
        await tell(town, logout_of_hana(town, aud="somebody-else"))
    [line] = [line for line in heard if line["event"] == "auth.provider_logout_refused"]
    assert (line["reason"], line["provider"]) == (Refusal.WRONG_AUDIENCE, "dev")
    assert "hana" not in str(heard)


def refused(answer: httpx.Response, reason: Refusal) -> None:
    assert answer.status_code == 400
    assert answer.json() == {"error": "invalid_request", "error_description": reason}
