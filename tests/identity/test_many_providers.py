"""Any number of providers by settings: citizens choose, and one that fails stops no other."""

import re
from html import unescape

import httpx
import pytest
import structlog
from pydantic import SecretStr

from infra.emulated_idp.misbehaviour import Wrong
from infra.oidc.refusal import Refusal
from infra.oidc.relying_party import RelyingParty
from infra.oidc.return_to import allowed_return
from infra.oidc.sign_in import Errand, SignedIn
from infra.settings import IdentitySettings, OidcProvider
from tests.identity.conftest import GATEWAY, PROVIDER, Town
from tests.identity.sign_in_story import reason_shown

APP = {
    "return_to": "osantalk://signed-in",
    "code_challenge": "c" * 43,
    "code_challenge_method": "S256",
    "state": "the-apps-own",
}


def buttons(page: httpx.Response) -> dict[str, str]:
    """What the page offers: each button's words and where it leads."""
    found = re.findall(r'<a class="button[^"]*" href="([^"]+)">([^<]+)</a>', page.text)
    return {unescape(title): unescape(address) for address, title in found}


async def test_a_citizen_chooses_among_the_providers_by_their_names(town):
    page = await town.visit(f"{GATEWAY}/auth/login", return_to="/graphql")
    offered = buttons(page)
    assert set(offered) == {"개발용 로그인", "교육디지털원패스"}
    page = await town.visit(f"{GATEWAY}{offered['교육디지털원패스']}&login_hint=hana")
    assert str(page.url) == f"{GATEWAY}/graphql"


async def test_providers_are_named_in_the_citizens_language(town):
    town.browser.headers["Accept-Language"] = "en"
    assert "School pass" in buttons(await town.visit(f"{GATEWAY}/auth/login"))
    town.browser.headers["Accept-Language"] = "vi"
    assert "교육디지털원패스" in buttons(await town.visit(f"{GATEWAY}/auth/login"))


async def test_when_one_is_down_the_other_leads_to_the_same_end(town):
    """Also for an app: the code arrives at its link, with its own state."""
    town.misbehave(Wrong.DOWN)
    page = await town.sign_in("hana", **APP)

    assert (page.status_code, reason_shown(page)) == (503, Refusal.PROVIDER_DOWN)
    other = buttons(page)["교육디지털원패스"]
    begun = await town.browser.get(f"{GATEWAY}{other}&login_hint=hana")
    answered = await town.browser.get(begun.headers["location"])
    link = httpx.URL((await town.browser.get(answered.headers["location"])).headers["location"])
    assert str(link).startswith("osantalk://signed-in?")
    assert link.params["state"] == "the-apps-own"


async def test_one_that_fails_halfway_offers_the_others_too(town):
    callback = await town.answer_for("hana", return_to="/graphql")
    town.misbehave(Wrong.NONCE)
    page = await town.browser.get(callback)
    offered = buttons(page)
    assert reason_shown(page) == Refusal.WRONG_NONCE
    assert offered["처음부터 다시 로그인하기"].startswith("/auth/login?provider=dev&return_to=")
    assert "provider=school" in offered["교육디지털원패스"]


async def test_a_provider_that_rests_is_asked_again_when_it_said(town):
    town.misbehave(Wrong.DOWN)
    first, second = await town.sign_in("hana"), await town.sign_in("hana")
    assert first.headers["retry-after"] == second.headers["retry-after"] == "5"


async def test_each_refusal_is_logged_with_its_reason_and_without_a_name(town):
    town.misbehave(Wrong.AUDIENCE)
    with structlog.testing.capture_logs() as heard:
        await town.sign_in("hana")
    [line] = heard
    assert line == {
        "event": "auth.sign_in_refused",
        "reason": Refusal.WRONG_AUDIENCE,
        "provider": "dev",
        "log_level": "warning",
    }


@pytest.fixture
def at_the_provider(town: Town):
    """Signs a citizen in by a relying party of these settings."""

    async def sign_in(citizen: str, **settings: object) -> SignedIn:
        provider = OidcProvider(
            issuer=PROVIDER,
            client_id="osan-talk",
            **({"client_secret": SecretStr("for-development-only")} | settings),
        )
        party = RelyingParty(
            name="dev",
            provider=provider,
            redirect_uri=f"{GATEWAY}/auth/callback/dev",
            http=town.browser,
            clock=town.clock,
        )
        departure = await party.begin(Errand(return_to="/", device_name="Web", login_hint=citizen))
        answer = httpx.URL((await town.browser.get(departure.url)).headers["location"])
        return await party.finish(departure.login, dict(answer.params))

    return sign_in


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
async def test_we_prove_ourselves_as_the_provider_wants(at_the_provider, method):
    signed_in = await at_the_provider("hana", token_auth=method)
    assert signed_in.subject == "hana"


async def test_a_birth_date_that_nobody_checked_is_left_out(at_the_provider):
    """It would decide whose consent counts; a child could type an older one."""
    assert (await at_the_provider("mina")).profile.birth_date is None
    proved = await at_the_provider("mina", proves_birth_date=True)
    assert str(proved.profile.birth_date) == "2017-02-10"


@pytest.mark.parametrize("link", ["https://talk.osan.example/in", "kr.go.osan://in"])
def test_a_sign_in_ends_at_the_links_that_the_settings_name_and_at_no_other(link):
    assert allowed_return(link, app_links=(link,)) == link
    assert allowed_return(f"{link}/../x", app_links=(link,)) is None
    assert allowed_return("osantalk://signed-in", app_links=(link,)) is None


def test_a_link_that_browsers_would_open_is_no_apps_own():
    with pytest.raises(ValueError, match="app_links"):
        IdentitySettings(
            issuer="http://x", app_links=("http://evil.example",), providers={"dev": _any()}
        )


def _any() -> OidcProvider:
    return OidcProvider(issuer="http://x", client_id="c")
