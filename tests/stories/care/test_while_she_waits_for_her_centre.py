"""She asked on her phone and her centre has not looked yet: nothing on her screen pretends that
somebody hears her."""

import pytest

from domains.care.models import Case, CheckInAnswer
from domains.consent.public import CATALOGUE, Purpose
from tests.builders.care import BORN
from tests.stories.care.documents import ACCEPT, ENROL, LEAVE
from tests.stories.house import everything, node
from tests.stories.identity.documents import document
from tests.stories.operations.conftest import sit_down

__all__ = ["sit_down"]

HOME, SAY = document("senior_home"), document("say_how_i_am")
PAGE, HELP = "/care/home", "/care/home/help"
CHECK_INS = {"purpose": "CARE_CHECK_INS", "textVersion": CATALOGUE[Purpose.CARE_CHECK_INS].version}


@pytest.fixture
async def newcomer(dong):
    return await dong.town.person("김순덕", born=BORN)


@pytest.fixture
async def waits(dong, newcomer) -> str:
    """What she asked for, by its id."""
    asked = await (await dong.phone(newcomer)).tell(
        ENROL,
        dongId=node("Unit", dong.people.dong),
        address="오산시 대원동 복숭아로 9",
        consents=[CHECK_INS],
        locale="KO",
    )
    assert asked["stands"] is False
    return asked["enrolmentId"]


@pytest.fixture
async def her_page(sit_down, waits, newcomer):
    browser = await sit_down(newcomer)
    await browser.open("/care/family")
    return browser


async def test_her_screen_offers_what_works_and_no_button_that_nobody_hears(dong, waits, newcomer):
    she = await dong.phone(newcomer)
    home = await she.ask(HOME)
    assert (home["state"], home["action"], home["isHeard"]) == (
        "WAITS_FOR_CENTRE",
        "CALL_119",
        False,
    )
    assert home["label"] == {"text": "119에 전화하기", "spoken": "일일구에 전화하기"}
    assert home["advice"]["text"] == "아직 센터에서 살피지 않습니다. 급하면 119에 전화하세요."
    await (await dong.desk()).tell(ACCEPT, enrolmentId=waits)
    home = await she.ask(HOME)
    assert (home["isHeard"], home["advice"], home["action"]) == (True, None, "FINE")


@pytest.mark.parametrize("path", [PAGE, HELP])
async def test_the_page_tells_the_truth_and_dials_119(her_page, path):
    page = await her_page.open(path)
    assert page.status_code == 200
    assert "돌봄 신청을 확인하고 있습니다" in page.text
    assert "아직 센터에서 살피지 않습니다" in page.text
    assert 'class="button one urgent" href="tel:119"' in page.text
    assert "<button" not in page.text
    assert HELP not in page.text
    said = page.text.replace(network(page.text), "")
    assert "인터넷이 되지 않습니다" not in said, "she is online"


def network(page: str) -> str:
    """What the script shows once the network is gone."""
    return page.partition('id="offline"')[2].partition("</p>")[0]


@pytest.mark.parametrize("action", ["help", "call_me", "fine", "back"])
async def test_a_press_that_comes_all_the_same_is_told_that_nobody_heard_it(
    her_page, newcomer, ids, action
):
    before = await everything()
    said = await her_page.press(PAGE, request_id=ids.new(), action=action)
    assert said.status_code == 409
    assert "아무에게도 전해지지 않았습니다" in said.text
    assert 'href="tel:119"' in said.text
    assert await everything() == before
    assert not await Case.filter(senior_id=newcomer).exists()


async def test_a_page_from_before_she_left_says_so_too(dong, sit_down, ids):
    phone, page = await dong.senior(), await sit_down(dong.people.senior)
    assert (await page.open(HELP)).text.count("<button") == 1
    await phone.tell(LEAVE, locale="KO")
    said = await page.press(PAGE, request_id=ids.new(), action="help", check_in_id=ids.new())
    assert said.status_code == 409
    assert 'href="tel:119"' in said.text
    assert not await CheckInAnswer.all().exists()


async def test_an_app_that_asks_for_help_meanwhile_hears_that_nobody_listens(dong, waits, newcomer):
    she = await dong.phone(newcomer)
    assert (await she.tell(SAY, answer="HELP"))["__typename"] == "CareNotFound"
    await (await dong.desk()).tell(ACCEPT, enrolmentId=waits)
    assert (await she.tell(SAY, answer="HELP"))["__typename"] == "SayHowIAmSuccess"
