"""The pages of care, in a browser: her one button, her daughter's week, nobody else's business."""

import re
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from api.rest import care as pages
from api.rest.care.assets import AT_WORK, SCRIPTS
from api.rest.care.show_work import SAID_AT_WORK, SAID_ON_THE_BOARD, SAID_ONWARD, WHY_REFUSED
from domains.care.models import CheckInAnswer
from domains.care.public import cases
from domains.care.views.months import following
from domains.kernel.clock import SEOUL
from tests.care.cases.worry import Worry
from tests.stories.house import everything
from tests.stories.operations.conftest import Browser, sit_down

__all__ = ["sit_down"]

FOLDER = Path(pages.__file__).parent
HOME, HELP, FAMILY = "/care/home", "/care/home/help", "/care/family"


@pytest.fixture
async def her_phone(dong, sit_down) -> Browser:
    return await sit_down(dong.people.senior)


@pytest.fixture
async def daughters_phone(dong, sit_down) -> Browser:
    return await sit_down(dong.people.guardian)


def field(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


async def test_one_sentence_and_one_button(her_phone):
    page = await her_phone.open(HOME)
    assert page.status_code == 200
    assert page.text.count("<button") == 1
    assert page.text.count("<h1>") == 1
    assert "괜찮아요" in page.text
    assert "119" in page.text, "what to do without a network is on the page before it is needed"


async def test_what_her_pages_say_to_an_eye_they_say_to_an_ear(her_phone):
    for path in (HOME, HELP):
        page = (await her_phone.open(path)).text
        shown, said = (re.search(rf'data-{name}="([^"]*)"', page)[1] for name in ("says", "spoken"))
        assert ("119" in shown, "119" in said, "일일구" in said) == (True, False, True)
    offline = (await her_phone.open("/care/home/offline")).text
    assert 'href="tel:119" aria-label="일일구에 전화하기"' in offline
    assert re.search(r'aria-hidden="true">[^<]*119[^<]*</span>', offline)


async def test_pressed_twice_it_is_one_answer(her_phone):
    page = await her_phone.open(HOME)
    form = {"request_id": field(page.text, "request_id"), "action": field(page.text, "action")}
    for _ in range(2):
        assert (await her_phone.press(HOME, **form)).status_code == 200
    (answer,) = await CheckInAnswer.all()
    assert answer.meaning.name == "FINE"


async def test_help_has_a_page_of_its_own_and_reaches_people(her_phone, dong, clock, ids):
    page = await her_phone.open(HELP)
    assert page.text.count("<button") == 1
    form = {"request_id": field(page.text, "request_id"), "action": "help"}
    said = await her_phone.press(HOME, **form)
    case = await Worry(dong.people, clock, ids).case()
    assert (case.kind, case.level) == (cases.ConcernKind.ASKED_FOR_HELP, cases.Level.CARE_WORKER)
    assert "가족에게 알렸습니다" in said.text


async def test_who_presses_when_her_cookie_has_run_out_is_asked_once_more(
    her_phone, dong, clock, ids
):
    page = await her_phone.open(HELP)
    form = {"request_id": field(page.text, "request_id"), "action": "help"}
    her_phone.http.cookies.delete("osan_office", path="/care")
    before = await everything()
    again = await her_phone.press(HOME, **form)
    assert "아직 전해지지 않았습니다" in again.text
    assert again.text.count("<button") == 1
    assert field(again.text, "action") == "help"
    assert await everything() == before, "being led there says nothing"
    her_phone.http.cookies.delete("osan_office", path="/care")
    again = await her_phone.open(f"{HOME}/again?action=help")
    assert field(again.text, "action") == "help", "it still asks what she pressed"
    form["request_id"] = field(again.text, "request_id")
    await her_phone.press(HOME, **form)
    case = await Worry(dong.people, clock, ids).case()
    assert case.kind is cases.ConcernKind.ASKED_FOR_HELP


@pytest.mark.parametrize("form", [{}, {"action": "fine", "request_id": "x"}])
async def test_a_form_that_is_none_of_ours_does_nothing(her_phone, form):
    await her_phone.open(HOME)
    before = await everything()
    assert (await her_phone.press(HOME, **form)).status_code == 400
    away = {"origin": "https://evil.test"}
    assert (await her_phone.press(HOME, headers=away, action="help")).status_code == 403
    assert await everything() == before


async def test_who_is_not_cared_for_is_told_where_to_go(dong, sit_down):
    stranger = await sit_down(await dong.town.person("나그네"))
    assert (await stranger.open(HOME)).status_code == 404


async def test_her_daughter_sees_her_day_and_no_reason(daughters_phone, dong, clock, ids):
    await Worry(dong.people, clock, ids).about(cases.ConcernKind.SMOKE)
    family = await daughters_phone.open(FAMILY)
    assert "박복례" in family.text
    assert "긴급" in family.text
    day = await daughters_phone.open(f"{FAMILY}/{dong.people.senior}")
    assert day.text.count("<time") == 7
    assert "연기" not in day.text, "she chose that her daughter sees her state alone"


async def test_the_month_is_a_page_to_print(sit_down, dong, clock, ids):
    await Worry(dong.people, clock, ids).about(cases.ConcernKind.INACTIVITY)
    clock.advance(timedelta(days=1))
    daughters_phone = await sit_down(dong.people.guardian)
    month = f"{clock.now():%Y-%m}"
    page = await daughters_phone.open(f"{FAMILY}/{dong.people.senior}/{month}.pdf")
    assert page.headers["content-type"] == "application/pdf"
    assert page.content.startswith(b"%PDF")
    for none in ("2031-01", "2020-01", "2026-13", "x"):
        gone = await daughters_phone.open(f"{FAMILY}/{dong.people.senior}/{none}.pdf")
        assert gone.status_code == 404


async def test_on_the_first_of_a_month_its_page_says_that_it_begins(sit_down, dong, clock):
    clock.advance(first_of_next_month(clock.now()) - clock.now())
    daughters_phone = await sit_down(dong.people.guardian)
    day = await daughters_phone.open(f"{FAMILY}/{dong.people.senior}")
    months = re.findall(r"/(\d{4}-\d{2})\.pdf", day.text)
    assert months[0] == f"{clock.now().astimezone(SEOUL):%Y-%m}"
    for month in months:
        page = await daughters_phone.open(f"{FAMILY}/{dong.people.senior}/{month}.pdf")
        assert page.content.startswith(b"%PDF"), month


def first_of_next_month(now: datetime) -> datetime:
    """An hour into it: still the month before in London."""
    return datetime.combine(following(now.astimezone(SEOUL).date()), time(1), SEOUL)


async def test_a_stranger_sees_nobody(dong, sit_down):
    stranger = await sit_down(await dong.town.person("나그네"))
    assert (await stranger.open(f"{FAMILY}/{dong.people.senior}")).status_code == 404
    assert "박복례" not in (await stranger.open(FAMILY)).text


async def test_pages_let_in_our_own_files_alone(her_phone):
    page = await her_phone.open(HOME)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert page.headers["cache-control"] == "no-store"
    worker = await her_phone.open("/care/worker.js")
    assert worker.headers["content-type"].startswith("text/javascript")
    assert (await her_phone.open("/care/assets/../desk.py")).status_code == 404


@pytest.mark.parametrize("path", ["/care/work", "/care/board"])
async def test_a_shell_that_a_browser_keeps_holds_nobodys_data(her_phone, dong, path):
    page = await her_phone.open(path)
    assert page.status_code == 200
    assert "박복례" not in page.text
    assert str(dong.people.senior) not in page.text


@pytest.mark.parametrize("name", sorted(SCRIPTS))
async def test_every_script_is_served(her_phone, name):
    script = await her_phone.open(f"/care/assets/{name}")
    assert script.status_code == 200
    assert '"use strict"' in script.text


def test_the_scripts_say_only_what_the_catalogue_knows():
    said = "".join((FOLDER / "assets" / name).read_text() for name in SCRIPTS)
    keys = set(re.findall(r'(?:say|tell)\("([a-z_.]+)"', said))
    given = {f"work.{key}" for key in SAID_AT_WORK} | set(SAID_ON_THE_BOARD)
    onward = {f"onward.{key}" for key in SAID_ONWARD}
    assert keys <= given | onward | {f"refusal.{why}" for why in WHY_REFUSED}


def test_every_code_by_which_a_form_is_refused_has_its_words():
    steps = (FOLDER / "assets" / "steps.js").read_text()
    codes = re.search(r"const WRONG = \[(.*)\];", steps)
    photos = re.search(r"const WRONG_PHOTO = \[(.*)\];", steps)
    assert codes
    assert photos
    told = set(re.findall(r"\w+", codes[1])) | {f"photo_{n}" for n in re.findall(r"\d+", photos[1])}
    assert told <= set(WHY_REFUSED)


def test_every_no_of_a_use_case_to_a_form_has_its_words():
    unions = ("RecordCareAct", "AcknowledgeCareCase", "CloseCareCase", "MarkCareFalseAlarm")
    assert nos_of(*unions, "GiveCareOpinion") - {"CareCaseOver"} <= set(WHY_REFUSED)


def test_every_no_of_a_use_case_to_an_act_of_weight_has_its_words():
    nos = nos_of("ConfirmCareHandOver", "RaiseCareCase", "HoldCareCase")
    assert {f"no_{name}" for name in nos} <= set(SAID_ONWARD)


def nos_of(*mutations: str) -> set[str]:
    schema = (Path(__file__).parents[3] / "graphql" / "schema.graphql").read_text()
    said = [
        name.strip()
        for of in mutations
        for name in re.findall(rf"union {of}Result =(.*?)\n\n", schema, re.S)[0].split("|")
    ]
    return {name for name in said if not name.endswith("Success")}


def test_the_service_worker_keeps_all_that_the_work_page_is_made_of():
    kept = (FOLDER / "assets" / "worker.js").read_text()
    names = set(re.findall(r'"(\w+)"', kept.partition("const NAMES = [")[2].partition("]")[0]))
    assert names == {name.removesuffix(".js") for name in {*AT_WORK, "home.js", "back.js"}}


def test_every_module_imports_what_the_service_worker_keeps():
    for name in AT_WORK:
        script = (FOLDER / "assets" / name).read_text()
        assert set(re.findall(r'from "/care/assets/([\w.]+)"', script)) <= set(AT_WORK), name
