"""A citizen signs in and out: with one tap, in an app, at the command line."""

import httpx
import pytest

from api.rest.auth.cookies import CARE_PATH, LIST_KEY
from domains.identity.models import Person, Session
from domains.kernel import personal
from infra.emulated_idp.misbehaviour import Wrong
from infra.oidc.command_line import SignInFailedError, sign_in_as
from tests.identity.conftest import GATEWAY, PROVIDER
from tests.identity.sign_in_story import bearer


async def test_a_mother_signs_in_with_one_tap_and_is_known_from_then_on(town):
    page = await town.sign_in("hana")

    assert page.status_code == 200
    assert str(page.url) == f"{GATEWAY}/auth/signed-in"
    hana = await Person.get()
    name = await personal.reveal(hana.id, hana.display_name)
    assert (name, str(hana.birth_date)) == ("김하나", "1986-04-12")

    await town.sign_in("hana")
    assert await Person.all().count() == 1


async def test_an_app_signs_in_with_a_one_time_code_and_the_browser_keeps_nothing(town):
    tokens = await sign_in_as(GATEWAY, "jungwoo", http=town.browser)

    jungwoo = await Person.get()
    assert (await bearer(town, tokens.access_token))["person"] == str(jungwoo.id)
    assert "osan_refresh" not in town.browser.cookies


async def test_signing_out_ends_the_session_for_good(town):
    await town.sign_in("hana")
    stolen = town.browser.cookies["osan_refresh"]

    page = await town.browser.post(f"{GATEWAY}/auth/logout", headers={"Origin": GATEWAY})

    assert page.status_code == 200
    assert "osan_refresh" not in town.browser.cookies
    answer = await town.browser.post(f"{GATEWAY}/auth/token", data={"refresh_token": stolen})
    assert answer.json() == {"error": "invalid_grant"}


async def test_who_signs_in_next_cannot_open_what_the_one_before_kept(town):
    """A care worker's list lies sealed in the browser; its key goes with her session."""
    await town.sign_in("hana")
    host = httpx.URL(GATEWAY).host
    town.browser.cookies.set(LIST_KEY, "hers", domain=host, path=CARE_PATH)
    await town.sign_in("jungwoo")
    assert LIST_KEY not in town.browser.cookies


async def test_another_site_cannot_sign_a_citizen_out(town):
    await town.sign_in("hana")
    answer = await town.browser.post(
        f"{GATEWAY}/auth/logout", headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert (await Session.get()).revoked_at is None


async def test_the_command_line_says_where_a_sign_in_stopped(town):
    town.misbehave(Wrong.DOWN)
    with pytest.raises(SignInFailedError, match="/auth/login answered 503"):
        await sign_in_as(GATEWAY, "hana", http=town.browser)


async def test_the_command_line_says_that_nobody_is_called_so(town):
    with pytest.raises(SignInFailedError, match="knows nobody of that name"):
        await sign_in_as(GATEWAY, "nobody", http=town.browser)


async def test_the_provider_lists_its_citizens_when_nobody_is_named(town):
    page = await town.visit(f"{GATEWAY}/auth/login", provider="dev")
    assert str(page.url).startswith(f"{PROVIDER}/authorize")
    assert "김하나" in page.text
