"""A citizen signs in; and every way in which that must not work."""

import re
from datetime import timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from domains.identity import public as identity
from domains.identity.models import Person, Session, SignInCode
from domains.kernel import personal
from domains.kernel.actor import Role, system_actor
from infra.emulated_idp.misbehaviour import OF_NOBODY, Wrong
from infra.oidc.command_line import SignInFailedError, sign_in_as
from infra.oidc.refusal import Refusal
from tests.identity.conftest import GATEWAY, PROVIDER, Town


async def bearer(town: Town, token: str) -> dict[str, str | None]:
    answer = await town.browser.get(
        f"{GATEWAY}/whoami", headers={"Authorization": f"Bearer {token}"}
    )
    return answer.json()


async def refresh_by_cookie(town: Town, **headers: str) -> httpx.Response:
    return await town.browser.post(f"{GATEWAY}/auth/token", headers={"Origin": GATEWAY, **headers})


def reason_shown(page: httpx.Response) -> str:
    found = re.search(r"<code>(\w+)</code>", page.text)
    assert found, page.text
    return found[1]


async def nothing_was_opened() -> bool:
    return not await Session.exists() and not await SignInCode.exists()


async def test_a_mother_signs_in_with_one_tap_and_is_known_from_then_on(town):
    page = await town.sign_in("hana")

    assert page.status_code == 200
    assert str(page.url) == f"{GATEWAY}/auth/signed-in"
    hana = await Person.get()
    name = await personal.reveal(hana.id, hana.display_name)
    assert (name, str(hana.birth_date)) == ("김하나", "1986-04-12")

    await town.sign_in("hana")
    assert await Person.all().count() == 1


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


async def test_an_app_signs_in_with_a_one_time_code_and_the_browser_keeps_nothing(town):
    tokens = await sign_in_as(GATEWAY, "jungwoo", http=town.browser)

    jungwoo = await Person.get()
    assert (await bearer(town, tokens.access_token))["person"] == str(jungwoo.id)
    assert "osan_refresh" not in town.browser.cookies


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


async def test_signing_out_ends_the_session_for_good(town):
    await town.sign_in("hana")
    stolen = town.browser.cookies["osan_refresh"]

    page = await town.browser.post(f"{GATEWAY}/auth/logout", headers={"Origin": GATEWAY})

    assert page.status_code == 200
    assert "osan_refresh" not in town.browser.cookies
    answer = await town.browser.post(f"{GATEWAY}/auth/token", data={"refresh_token": stolen})
    assert answer.json() == {"error": "invalid_grant"}


async def test_another_site_cannot_sign_a_citizen_out(town):
    await town.sign_in("hana")
    answer = await town.browser.post(
        f"{GATEWAY}/auth/logout", headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert (await Session.get()).revoked_at is None


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (Wrong.NONCE, Refusal.WRONG_NONCE),
        (Wrong.NO_NONCE, Refusal.WRONG_NONCE),
        (Wrong.AUDIENCE, Refusal.WRONG_AUDIENCE),
        (Wrong.AUTHORIZED_PARTY, Refusal.WRONG_AUTHORIZED_PARTY),
        (Wrong.ISSUER, Refusal.WRONG_ISSUER),
        (Wrong.EXPIRED, Refusal.EXPIRED),
        (Wrong.NOT_YET_ISSUED, Refusal.ISSUED_IN_THE_FUTURE),
        (Wrong.SIGNATURE, Refusal.BAD_SIGNATURE),
        (Wrong.UNKNOWN_KEY, Refusal.UNKNOWN_KEY),
        (Wrong.UNSIGNED, Refusal.UNFIT_ALGORITHM),
        (Wrong.ACCESS_TOKEN, Refusal.WRONG_ACCESS_TOKEN),
        (Wrong.GARBLED, Refusal.PROVIDER_GARBLED),
        (Wrong.STATE, Refusal.NO_LOGIN_BEGUN),
    ],
)
async def test_an_answer_that_is_not_right_in_every_part_opens_nothing(town, wrong, reason):
    town.misbehave(wrong)

    page = await town.sign_in("hana")

    assert page.status_code == 400
    assert reason_shown(page) == reason
    assert await nothing_was_opened()
    assert not await Person.exists()


async def test_a_provider_that_sends_resident_numbers_is_told_off_and_nothing_is_kept(town):
    town.misbehave(Wrong.RESIDENT_NUMBER)
    with capture_logs() as logs:
        page = await town.sign_in("hana")
    assert reason_shown(page) == Refusal.RESIDENT_NUMBER
    assert "주민등록번호를 보내 와서" in page.text
    assert Refusal.RESIDENT_NUMBER in {line.get("reason") for line in logs}
    assert OF_NOBODY not in page.text + repr(logs)
    assert await nothing_was_opened()
    assert not await Person.exists()


async def test_an_answer_counts_once(town):
    callback = await town.answer_for("hana")
    cookies = httpx.Cookies(town.browser.cookies)
    assert (await town.browser.get(callback)).status_code == 303

    assert reason_shown(await town.browser.get(callback)) == Refusal.ANSWER_REPLAYED
    town.browser.cookies = cookies
    assert reason_shown(await town.browser.get(callback)) == Refusal.CODE_REFUSED
    assert await Session.all().count() == 1


async def test_nobody_is_signed_in_as_somebody_else_by_following_a_link(town):
    attackers_answer = await town.answer_for("stranger")
    town.browser.cookies.clear()

    page = await town.browser.get(attackers_answer)

    assert reason_shown(page) == Refusal.NO_LOGIN_BEGUN
    assert "set-cookie" not in page.headers
    assert await nothing_was_opened()


async def test_a_cookie_that_was_tampered_with_is_no_cookie(town):
    callback = await town.answer_for("hana")
    name = next(name for name in town.browser.cookies if name.startswith("osan_login_"))
    sealed = town.browser.cookies[name]
    town.browser.cookies.clear()
    town.browser.cookies.set(name, sealed[:-4] + "AAAA", domain="gateway.test", path="/")

    assert reason_shown(await town.browser.get(callback)) == Refusal.NO_LOGIN_BEGUN


async def test_a_sealed_cookie_does_not_fit_another_state(town):
    callback = await town.answer_for("hana")
    state = callback.params["state"]
    other = callback.copy_set_param("state", state[:16] + "another")

    assert reason_shown(await town.browser.get(other)) == Refusal.WRONG_STATE
    assert await nothing_was_opened()


async def test_an_answer_from_another_issuer_is_a_mix_up(town):
    callback = await town.answer_for("hana")
    mixed = callback.copy_set_param("iss", "https://elsewhere.example")
    assert reason_shown(await town.browser.get(mixed)) == Refusal.PROVIDER_MIXED_UP


async def test_an_answer_that_hides_its_issuer_is_a_mix_up(town):
    callback = await town.answer_for("hana")
    assert (
        reason_shown(await town.browser.get(callback.copy_remove_param("iss")))
        == Refusal.PROVIDER_MIXED_UP
    )


async def test_a_sign_in_that_took_all_day_begins_again(town):
    callback = await town.answer_for("hana")
    town.clock.advance(timedelta(minutes=11))
    assert reason_shown(await town.browser.get(callback)) == Refusal.LOGIN_TOOK_TOO_LONG


async def test_a_citizen_who_declines_is_told_so_kindly(town):
    callback = await town.answer_for("hana")
    declined = callback.copy_remove_param("code").copy_set_param("error", "access_denied")
    page = await town.browser.get(declined)
    assert reason_shown(page) == Refusal.CITIZEN_DECLINED
    assert "로그인을 취소하셨습니다." in page.text


async def test_a_provider_that_is_down_gives_a_clear_page(town):
    town.misbehave(Wrong.DOWN)

    page = await town.sign_in("hana")

    assert page.status_code == 503
    assert "로그인 서비스가 지금 응답하지 않습니다." in page.text
    assert 'lang="ko"' in page.text
    assert page.headers["retry-after"]


async def test_a_provider_that_goes_down_halfway_gives_the_same_page(town):
    callback = await town.answer_for("hana")
    town.misbehave(Wrong.DOWN)
    page = await town.browser.get(callback)
    assert (page.status_code, reason_shown(page)) == (503, Refusal.PROVIDER_DOWN)


async def test_the_page_speaks_the_citizens_language(town):
    town.misbehave(Wrong.DOWN)
    town.browser.headers["Accept-Language"] = "vi-VN,vi;q=0.9"
    page = await town.sign_in("hana")
    assert 'lang="vi"' in page.text


async def test_a_provider_may_change_its_keys_between_two_sign_ins(town):
    await town.sign_in("hana")
    town.provider.keys.rotate()
    town.clock.advance(timedelta(seconds=6))

    page = await town.sign_in("jungwoo")

    assert page.status_code == 200
    assert await Person.all().count() == 2


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


async def test_the_command_line_says_where_a_sign_in_stopped(town):
    town.misbehave(Wrong.DOWN)
    with pytest.raises(SignInFailedError, match="/auth/login answered 503"):
        await sign_in_as(GATEWAY, "hana", http=town.browser)


async def test_the_command_line_says_that_nobody_is_called_so(town):
    with pytest.raises(SignInFailedError, match="knows nobody of that name"):
        await sign_in_as(GATEWAY, "nobody", http=town.browser)


async def test_others_can_verify_our_tokens_by_our_published_keys(town):
    metadata = (await town.visit(f"{GATEWAY}/.well-known/openid-configuration")).json()
    keys = (await town.visit(metadata["jwks_uri"])).json()["keys"]
    assert [(key["kty"], key["crv"], key["alg"]) for key in keys] == [("EC", "P-256", "ES256")]
    assert "d" not in keys[0]


async def test_the_provider_lists_its_citizens_when_nobody_is_named(town):
    page = await town.visit(f"{GATEWAY}/auth/login", provider="dev")
    assert str(page.url).startswith(f"{PROVIDER}/authorize")
    assert "김하나" in page.text
