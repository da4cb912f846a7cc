"""An operator opens `/ops/push`, sees what is wrong, and puts right what was given up."""

from datetime import timedelta
from uuid import UUID

import pytest

from domains.kernel import sql
from domains.kernel.actor import Role
from notifications.channels.breaker import Tripped, Trouble
from notifications.channels.health import record
from notifications.public import operations
from tests.notifications.world import states
from tests.stories.house import everything

PUSH, LETTERS = "/ops/push", "/ops/push/dead-letters"
WHO_READ_IT = "kernel.audit"


async def test_an_operator_who_is_signed_in_is_let_in_by_one_detour(browser):
    page = await browser.open(PUSH)

    assert page.status_code == 200
    assert [step.headers["location"] for step in page.history] == [
        "/auth/office?to=%2Fops%2Fpush",
        PUSH,
    ]
    assert "푸시 발송 현황" in page.text
    again = await browser.open(PUSH)
    assert again.history == []


async def test_the_way_in_is_renewed_by_itself_when_the_token_is_over(browser, clock):
    await browser.open(PUSH)
    clock.advance(timedelta(hours=2))
    assert (await browser.open(PUSH)).status_code == 200


async def test_whoever_is_not_signed_in_is_led_to_the_sign_in_and_back(house):
    away = await house.http.get("/auth/office", params={"to": LETTERS})
    assert away.headers["location"] == (
        "/auth/login?return_to=%2Fauth%2Foffice%3Fto%3D%252Fops%252Fpush%252Fdead-letters"
    )


@pytest.mark.parametrize("to", ["https://evil.test/ops/", "//evil.test", "/graphql", "/ops/../x"])
async def test_the_way_in_leads_nowhere_else(browser, house, to):
    answer = await house.http.get("/auth/office", params={"to": to})
    assert answer.headers["location"] == PUSH


async def test_the_cookie_is_for_these_pages_alone_and_no_script_reads_it(browser, house):
    answer = await house.http.get("/auth/office", params={"to": PUSH})
    cookie = answer.headers["set-cookie"]
    assert "Path=/ops" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


async def test_somebody_without_the_office_sees_nothing_of_it(sit_down, family, alarms):
    browser = await sit_down(family.parent)
    before = await everything()
    for path in (PUSH, LETTERS, f"{LETTERS}/{alarms[0]}/{alarms[0]}"):
        page = await browser.open(path)
        assert page.status_code == 403, path
        assert "INVALID_ARGUMENT" not in page.text
    assert (await browser.press(LETTERS, deed="replay", all="all")).status_code == 403
    assert await everything() == before


async def test_an_office_that_ended_a_moment_ago_opens_nothing(browser, operator, clock, ids):
    await browser.open(PUSH)
    await _end_office(operator, clock, ids)
    assert (await browser.open(PUSH)).status_code == 403


async def _end_office(person, clock, ids):
    """By the table itself: ending it otherwise would end the session as well."""
    await sql.execute(
        "UPDATE identity.role_grants SET ends_at = $2 WHERE person_id = $1", person, clock.now()
    )


async def test_a_program_comes_with_its_token(house, operator):
    phone = house.phone_of(operator, Role.OPERATOR)
    said = {"authorization": f"Bearer {phone.token}"}
    assert (await house.http.get(PUSH, headers=said)).status_code == 200


async def test_a_page_of_another_site_presses_no_button(browser, alarms):
    await browser.open(LETTERS)
    before = await everything()
    for headers in ({}, {"origin": "https://evil.test"}, {"origin": "null"}):
        page = await browser.press(LETTERS, headers, deed="replay", all="all")
        assert page.status_code == 403
    assert await everything() == before


async def test_refused_credentials_are_told_in_plain_words(browser, clock, ids):
    await operations.Pulse(clock=clock, ids=ids).beat()
    clock.advance(timedelta(hours=2, minutes=14))
    tripped = Tripped(Trouble.CREDENTIALS, "access_token_refused", 1.0)
    await record("fcm", tripped, clock=clock, ids=ids)
    await operations.Pulse(clock=clock, ids=ids).beat()

    korean, english = await browser.open(PUSH), await browser.open(PUSH, language="en")

    assert "10:14:00부터 FCM이 우리 자격 증명을 거부" in korean.text
    assert "OSAN__PUSH__CREDENTIALS_JSON" in korean.text
    assert "FCM has refused our credentials since 10:14:00" in english.text
    assert "Nothing is lost" in english.text


async def test_a_page_left_open_looks_again_and_can_be_stopped(browser):
    refresh = '<meta http-equiv="refresh" content="10">'
    assert refresh in (await browser.open(PUSH)).text
    assert refresh not in (await browser.open(f"{PUSH}?still")).text
    assert "<script" not in (await browser.open(PUSH)).text


async def test_what_was_given_up_is_found_looked_at_and_tried_again(browser, alarms):
    overview = await browser.open(PUSH)
    assert "reason=INVALID_ARGUMENT" in overview.text
    listed = await browser.open(f"{LETTERS}?lane=safety&channel=fcm&reason=INVALID_ARGUMENT")
    assert [str(alarm) in listed.text for alarm in alarms] == [True] * 3
    (device,) = await _devices()
    one = await browser.open(f"{LETTERS}/{alarms[0]}/{device}")
    assert "commute.not_arrived" in one.text
    assert "민아" not in one.text

    done = await browser.press(LETTERS, deed="replay", event=alarms[0], device=device)
    rest = await browser.press(LETTERS, deed="dismiss", reason="INVALID_ARGUMENT")

    assert "1건을 다시 보냅니다" in done.text
    assert "2건을 치웠습니다" in rest.text
    assert [await states(alarm) for alarm in alarms] == [["queued"], ["failed"], ["failed"]]
    assert await _deeds() == ["dismiss", "dismiss", "read", "replay"]


async def test_a_button_pressed_when_the_token_was_over_comes_back_to_the_list(browser, alarms):
    back = await browser.press(LETTERS, deed="replay", all="all")
    assert (back.url.path, back.status_code) == (LETTERS, 200)
    assert await _deeds() == []


async def test_a_button_pressed_twice_does_it_once(browser, alarms):
    await browser.open(LETTERS)
    await browser.press(LETTERS, deed="replay", all="all")
    again = await browser.press(LETTERS, deed="replay", all="all")
    assert "0건을 다시 보냅니다" in again.text
    assert await _deeds() == ["replay"] * 3


@pytest.mark.parametrize(
    "form",
    [{}, {"deed": "replay"}, {"deed": "burn", "all": "all"}, {"deed": "replay", "lane": "x"}],
)
async def test_a_form_that_says_nothing_clear_does_nothing(browser, alarms, form):
    await browser.open(PUSH)
    before = await everything()
    assert (await browser.press(LETTERS, **form)).status_code == 404
    assert await everything() == before


@pytest.mark.parametrize("query", ["lane=x", "channel=pigeon", "event=1", "after=nonsense"])
async def test_an_address_that_names_nothing_is_not_found(browser, query):
    assert (await browser.open(f"{LETTERS}?{query}")).status_code == 404


async def _devices() -> list[UUID]:
    rows = await sql.fetch("SELECT DISTINCT device_id FROM notifications.deliveries")
    return [row["device_id"] for row in rows]


async def _deeds() -> list[str]:
    rows = await sql.fetch(
        "SELECT action FROM kernel.audit WHERE action LIKE 'notifications.dead_letter.%' ORDER BY 1"
    )
    return [row["action"].rpartition(".")[2] for row in rows]
