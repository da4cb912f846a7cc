"""A provider answers wrongly, twice, for somebody else, late or not at all: nobody is signed in."""

from datetime import timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from domains.identity.models import Person, Session
from infra.emulated_idp.misbehaviour import OF_NOBODY, Wrong
from infra.oidc.refusal import Refusal
from tests.identity.sign_in_story import nothing_was_opened, reason_shown


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
