"""Sign-in against an OpenID provider that we did not write, and that is certified."""

import asyncio
import re
from datetime import timedelta
from html import unescape

import httpx
import pytest

from domains.identity.models import Account, Person, Session
from infra.oidc.command_line import sign_in_as
from infra.oidc.refusal import Refusal
from tests.contracts.oidc.conftest import Logs, World, reason_shown
from tests.stories.house import everything

CROWD, AT_ONCE, ROTATIONS = 40, 8, 4


async def test_a_citizen_signs_in_and_stays_signed_in(world):
    page = await world.sign_in("hana")

    assert (page.status_code, page.url.path) == (200, "/auth/signed-in")
    tokens = (await world.token()).json()
    assert await world.is_believed(tokens["access_token"])
    assert await world.is_believed((await world.token()).json()["access_token"])
    await world.sign_in("hana")
    assert await Person.all().count() == 1
    session = await Session.first()
    assert (session.provider, session.provider_subject) == ("city", "hana")
    assert session.provider_sid


async def test_an_app_signs_in_through_the_browser_with_our_own_pkce(world):
    tokens = await sign_in_as(world.gateway, "jungwoo", provider="city", http=world.browser)
    assert await world.is_believed(tokens.access_token)
    assert "osan_refresh" not in world.browser.cookies


async def test_a_phone_without_internet_for_hours_keeps_working_on_its_refresh_token(world):
    tokens = await sign_in_as(world.gateway, "jungwoo", provider="city", http=world.browser)
    await world.provider.go_down()
    world.clock.ahead = timedelta(hours=9)
    assert not await world.is_believed(tokens.access_token)

    answer = await world.browser.post(
        f"{world.gateway}/auth/token", data={"refresh_token": tokens.refresh_token}
    )

    assert await world.is_believed(answer.json()["access_token"])


async def test_keys_rotate_while_a_crowd_signs_in(world: World, capsys):
    """Everybody gets in, and the provider's keys are fetched a handful of times."""
    await world.sign_in("first")
    before = await world.provider.asked()
    turns = asyncio.Semaphore(AT_ONCE)
    done = 0

    async def citizen(number: int) -> int:
        nonlocal done
        async with turns, world.another_browser() as browser:
            page = await world.sign_in(f"citizen-{number}", browser=browser)
        done += 1
        if done % (CROWD // (ROTATIONS + 1)) == 0 and done < CROWD:
            await world.provider.rotate()
        return page.status_code

    statuses = await asyncio.gather(*(citizen(number) for number in range(CROWD)))

    after = await world.provider.asked()
    fetched = {name: after[name] - before[name] for name in after}
    with capsys.disabled():
        print(f"\n{CROWD} sign-ins, {AT_ONCE} at once, {ROTATIONS} key rotations: {fetched}")
    assert statuses == [200] * CROWD
    assert await Account.all().count() == CROWD + 1
    assert 0 < fetched["jwks"] <= 2 * ROTATIONS
    assert fetched["token"] == CROWD


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("nonce", Refusal.WRONG_NONCE),
        ("issuer", Refusal.WRONG_ISSUER),
        ("audience", Refusal.WRONG_AUDIENCE),
        ("authorized_party", Refusal.WRONG_AUTHORIZED_PARTY),
        ("signature", Refusal.BAD_SIGNATURE),
        ("unknown_key", Refusal.UNKNOWN_KEY),
        ("unsigned", Refusal.UNFIT_ALGORITHM),
        ("access_token", Refusal.WRONG_ACCESS_TOKEN),
        ("expired", Refusal.EXPIRED),
        ("future", Refusal.ISSUED_IN_THE_FUTURE),
        ("state", Refusal.NO_LOGIN_BEGUN),
        ("mixed_up", Refusal.PROVIDER_MIXED_UP),
    ],
)
async def test_a_hostile_answer_is_refused_for_its_own_reason(world, logs, wrong, reason):
    before = await everything()
    await world.provider.misbehave(wrong)

    page = await world.sign_in("hana")

    refused_with_one_sentence(page, logs, reason)
    assert await everything() == before


async def test_a_replayed_answer_is_refused_in_this_browser_and_in_any_other(world, logs):
    callback = await world.answer_for("hana")
    unused = httpx.Cookies(world.browser.cookies)
    assert (await world.browser.get(callback)).status_code == 200
    before = await everything()

    refused_with_one_sentence(await world.browser.get(callback), logs, Refusal.ANSWER_REPLAYED)
    async with world.another_browser() as thief:
        refused_with_one_sentence(await thief.get(callback), logs, Refusal.NO_LOGIN_BEGUN)
        thief.cookies = unused
        refused_with_one_sentence(await thief.get(callback), logs, Refusal.CODE_REFUSED)
    assert await everything() == before


async def test_an_answer_that_comes_too_late_is_refused(world, logs):
    callback = await world.answer_for("hana")
    world.clock.ahead = timedelta(minutes=11)
    refused_with_one_sentence(await world.browser.get(callback), logs, Refusal.LOGIN_TOOK_TOO_LONG)


async def test_a_provider_that_is_down_gives_a_page_that_offers_the_others(world, logs):
    await world.provider.go_down("county")

    page = await world.sign_in("hana", provider="county")

    assert page.status_code == 503
    assert int(page.headers["retry-after"]) > 0
    assert logs_reasons(logs) == [Refusal.PROVIDER_DOWN]
    assert "교육디지털원패스" in page.text
    others = re.findall(r'class="button quiet" href="([^"]+)"', page.text)
    page = await world.browser.get(world.gateway + unescape(others[0]))
    assert page.url.path == "/auth/signed-in"

    await world.provider.behave()
    world.clock.ahead = timedelta(seconds=6)
    assert (await world.sign_in("hana", provider="county")).url.path == "/auth/signed-in"


async def test_signing_out_ends_the_providers_session_too(world):
    await world.sign_in("hana")
    token = (await world.token()).json()["access_token"]

    page = await sign_out_here(world)
    assert not await world.is_signed_in()
    await world.is_soon_believed_no_more(token)
    page = await confirm_at_provider(world.browser, onward(page))

    assert page.url.copy_with(query=None) == f"{world.gateway}/auth/logged-out"
    assert "로그아웃했습니다." in page.text
    await world.browser.get(f"{world.gateway}/auth/login", params={"provider": "city"})
    assert "hana" not in [person.subject for person in await Account.filter(provider="nobody")]
    assert await Account.filter(subject="nobody").exists(), "the provider asked who it is"


async def test_a_sign_out_at_the_provider_ends_its_session_here_and_no_other(world):
    """Hana is signed in at home and in the library, where she signs out at the city's own site."""
    await world.sign_in("hana")
    async with world.another_browser() as library, world.another_browser() as jungwoos:
        await world.sign_in("hana", browser=library)
        await world.sign_in("jungwoo", browser=jungwoos)
        token = (await world.token(library)).json()["access_token"]
        assert await world.is_believed(token)

        await confirm_at_provider(library, f"{world.provider.city}/session/end")

        assert not await world.is_signed_in(library)
        await world.is_soon_believed_no_more(token)
        assert await world.is_signed_in()
        assert await world.is_signed_in(jungwoos)
    [ended] = await Session.exclude(revoked_at=None)
    assert ended.revoked_because == "provider_logout"


async def test_a_dangerous_act_asks_the_provider_anew(world, logs):
    await world.sign_in("hana")
    await Session.all().update(signed_in_at=world.clock.now() - timedelta(hours=1))

    page = await world.sign_in("hana", fresh="1")

    assert page.url.path == "/auth/signed-in"
    session = await Session.get()
    assert world.clock.now() - session.signed_in_at < timedelta(minutes=1)

    await world.provider.misbehave("not_fresh")
    before = await everything()
    refused_with_one_sentence(await world.sign_in("hana", fresh="1"), logs, Refusal.NOT_FRESH)
    assert await everything() == before


async def test_two_certified_accounts_become_one_person_by_both_sign_ins(world):
    await world.sign_in("hana")
    page = await link(world, "school", as_whom="hana-at-school")

    assert "연결했습니다." in page.text
    assert await Person.all().count() == 1
    async with world.another_browser() as phone:
        await world.sign_in("hana-at-school", browser=phone, provider="school")
        assert await world.is_signed_in(phone)
    assert await Person.all().count() == 1


async def link(world: World, provider: str, *, as_whom: str) -> httpx.Response:
    """Ask to link, mean it, and sign in there as somebody."""
    page = await world.browser.post(
        f"{world.gateway}/auth/link",
        data={"provider": provider},
        headers={"Origin": world.gateway},
    )
    return await world.browser.get(httpx.URL(onward(page)).copy_set_param("login_hint", as_whom))


async def sign_out_here(world: World) -> httpx.Response:
    return await world.browser.post(
        f"{world.gateway}/auth/logout", headers={"Origin": world.gateway}
    )


def onward(page: httpx.Response) -> str:
    """Where a page leads by itself."""
    [address] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    return unescape(address)


async def confirm_at_provider(browser: httpx.AsyncClient, address: str) -> httpx.Response:
    """The provider asks whether to sign out there; yes."""
    page = await browser.get(address)
    [xsrf] = re.findall(r'name="xsrf" value="(\w+)"', page.text)
    confirm = page.url.copy_with(path="/session/end/confirm", query=None)
    return await browser.post(confirm, data={"xsrf": xsrf, "logout": "yes"})


def refused_with_one_sentence(page: httpx.Response, logs: Logs, reason: Refusal) -> None:
    assert page.status_code == 400, page.text
    assert reason_shown(page) == reason
    assert logs_reasons(logs)[-1:] == [reason]
    [heading] = re.findall(r"<h1>(.+?)</h1>", page.text)
    assert heading.count(".") == 1


def logs_reasons(logs: Logs) -> list[object]:
    return [line["reason"] for line in logs if line["event"].endswith("_refused")]
