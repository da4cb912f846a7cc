"""May this go to 119? Whoever is asked reads why, says so twice, and nothing of it ever waits."""

import json
from datetime import timedelta

import pytest

from domains.care.cases.next_step import next_at
from domains.care.judgement.models import GivenOpinion
from domains.care.models import CaseAct, EmergencyCall
from domains.care.public import cases
from tests.care.cases.worry import Worry
from tests.gateway.browser import Page, a_browser
from tests.stories.care.upstairs import (
    LIST,
    QUEUE,
    Trip,
    comes_to_work,
    operator,
    upstairs,
    worry,
    write,
)

__all__ = ["operator", "upstairs", "worry"]
pytestmark = pytest.mark.browser

DIALOG = "document.getElementById('sure')"
ANSWER = f"{DIALOG}.querySelector('.answer').innerText"
WORD = "document.querySelector('.word').hidden"
SAID = "document.querySelector('.said').innerText"
HURRY = "window.dispatchEvent(new Event('online'))"
NOTE_ANSWERED = """
(() => { window.answered = []; window.asked = []; const asks = window.fetch;
    window.fetch = async (...request) => {
        window.asked.push(String(request[1]?.body));
        const answer = await asks(...request);
        window.answered.push(String(request[1]?.body));
        return answer;
    };
})()
"""
ASKED = "((what) => window.asked.filter((body) => body.includes(what)))"
"""Each time that the page asked so, with all that it said."""


async def press(page: Page, what: str) -> None:
    await page.evaluate(f"document.querySelector('[data-onward={what}]').click()")
    await page.until(f"{DIALOG}.open")


async def says_yes(page: Page) -> None:
    await page.evaluate(f"{DIALOG}.querySelector('.yes').click()")


async def nobody_came_to_her(worry: Worry) -> None:
    """It was quiet for nine hours; nobody took it, and the control room is asked."""
    now, clock, ids = worry.clock.now(), worry.clock, worry.ids
    reasons = [cases.Signal("quiet_h", now, {"figure": 9.2})]
    by = cases.Signal("rule", now, {"rule": "night-inactivity"})
    await worry.about(cases.ConcernKind.INACTIVITY, reasons=[by, *reasons])
    await cases.raise_case(
        worry.seniors.as_desk,
        case_id=(await worry.case()).id,
        to=cases.Level.EMERGENCY,
        clock=clock,
        ids=ids,
    )


async def test_the_control_room_reads_why_and_hands_over_once_however_often_it_presses(
    worry, upstairs, operator, tmp_path
):
    await nobody_came_to_her(worry)
    lost = Trip(502, "<html>Bad Gateway</html>", about="confirmCareHandOver", is_done=True)
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry, operator)
        assert not await page.evaluate(WORD)
        await page.evaluate("document.querySelector('.because').open = true")
        await page.until(f"{LIST}.includes('9.2시간째')")
        await page.screenshot(tmp_path / "asked.png")
        await press(page, "confirm")
        await page.until(f"{DIALOG}.innerText.includes('9.2시간째')")
        assert await page.evaluate("document.activeElement.className.includes('no')")
        await page.screenshot(tmp_path / "sure.png")
        assert await EmergencyCall.all() == [], "pressed once it is a question"
        upstairs.trips.append(lost)
        await says_yes(page)
        await page.until(f"{ANSWER}.includes('전해졌는지 알 수 없습니다')")
        await page.screenshot(tmp_path / "not_known.png")
        await says_yes(page)
        await page.until(f"!{DIALOG}.open && {SAID}.includes('119에 전합니다')")
        await page.until(WORD)
        await page.screenshot(tmp_path / "handed_over.png")
        assert await page.evaluate("window.violations") == []
    (call,) = await EmergencyCall.all()
    assert call.confirmed_by == operator


async def test_without_a_network_it_says_so_and_nothing_is_sent_later(
    worry, upstairs, operator, tmp_path
):
    await nobody_came_to_her(worry)
    async with a_browser() as page:
        async with upstairs.answering():
            await comes_to_work(page, upstairs, worry, operator)
        await press(page, "confirm")
        await says_yes(page)
        await page.until(f"{ANSWER}.includes('나중에 보내지 않습니다')")
        await page.screenshot(tmp_path / "no_network.png")
        assert await page.evaluate(f"{DIALOG}.querySelector('a').href") == "tel:119"
        assert await page.evaluate(QUEUE) == ""
        async with upstairs.answering():
            await page.evaluate(HURRY)
            await page.until("document.getElementById('news').innerText.includes('현재')")
            await page.until("!document.getElementById('cases').classList.contains('stale')")
            assert await EmergencyCall.all() == []


async def test_her_daughter_asks_for_119_and_is_not_asked_herself(worry, upstairs, tmp_path):
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry, worry.seniors.guardian)
        await page.evaluate("document.querySelector('.onward').open = true")
        assert await page.evaluate("document.querySelector('[data-onward=worker]').hidden")
        await press(page, "emergency")
        await page.screenshot(tmp_path / "emergency.png")
        await says_yes(page)
        await page.until(f"{SAID}.includes('상황실과 센터에 물었습니다')")
        await page.until("document.querySelector('[data-onward=emergency]').hidden")
        assert await page.evaluate(WORD), "whether it goes is an office's to say"
    case = await worry.case()
    assert (case.rung, case.level) == (cases.Rung.CONFIRM, cases.Level.EMERGENCY)
    assert await EmergencyCall.all() == []


async def test_a_worker_takes_more_time_and_is_told_when_it_is_over(worry, upstairs, tmp_path):
    worker = worry.seniors.worker
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry, worker)
        assert await page.evaluate("document.querySelector('.hold').hidden"), "not in her hands"
        await page.evaluate("document.querySelector('.take').click()")
        await page.until("!document.querySelector('.hold').hidden")
        await page.evaluate("document.querySelector('.onward').open = true")
        await page.evaluate(
            "(() => { const form = document.querySelector('.hold');"
            " form.minutes.value = '30'; form.requestSubmit(); })()"
        )
        await page.until(f"{SAID}.includes('까지 다른 사람을 부르지 않습니다')")
        await page.evaluate("document.querySelector('.onward').scrollIntoView({block: 'center'})")
        await page.screenshot(tmp_path / "hold.png")
        case = await worry.case()
        assert await next_at(case.id) == worry.clock.now() + timedelta(minutes=30)
        await press(page, "emergency")
        await it_is_over(worry)
        await says_yes(page)
        await page.until(f"{ANSWER} === '이미 끝난 일입니다.'")
        assert await page.evaluate(f"{DIALOG}.querySelector('.yes').hidden")
    assert (await worry.case()).level is cases.Level.CARE_WORKER


async def it_is_over(worry: Worry) -> None:
    await cases.mark_false_alarm(
        worry.seniors.as_desk,
        case_id=(await worry.case()).id,
        reason=cases.FalseAlarm.WAS_OUT,
        at=worry.clock.now(),
        clock=worry.clock,
        ids=worry.ids,
    )


async def test_whoever_closes_it_says_whether_it_was_right(worry, upstairs, tmp_path):
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry, worry.seniors.worker)
        await page.evaluate("document.querySelector('.write').open = true")
        await page.evaluate("document.querySelector('.write form').scrollIntoView()")
        await page.screenshot(tmp_path / "form.png")
        await page.evaluate("document.querySelector('.write form').opinion.value = 'NEEDLESS'")
        await write(page, "VISITED", closes=True)
        await page.until(f"{LIST} === '' && {QUEUE} === ''")
    opinion = await GivenOpinion.get()
    assert (opinion.given_by, opinion.opinion) == (worry.seniors.worker, "needless")
    assert await CaseAct.all().count() == 1


async def test_a_word_of_which_nothing_is_known_is_the_same_word_when_it_is_said_again(
    worry, upstairs
):
    lost = Trip(502, "<html>Bad Gateway</html>", about="raiseCareCase", is_done=True)
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry, worry.seniors.guardian)
        await page.evaluate(NOTE_ANSWERED)
        upstairs.trips.append(lost)
        await press(page, "emergency")
        await says_yes(page)
        await page.until(f"{ANSWER}.includes('전해졌는지 알 수 없습니다')")
        await page.evaluate(f"{DIALOG}.querySelector('.no').click()")
        await page.until(f"!{DIALOG}.open")
        await press(page, "emergency")
        await says_yes(page)
        await page.until(f"{SAID}.includes('상황실과 센터에 물었습니다')")
        first, second = await page.evaluate(f"{ASKED}('raiseCareCase')")
        assert first == second, "one request id, though the dialog was closed and opened again"


async def test_more_time_is_asked_for_once_however_often_it_is_pressed(worry, upstairs):
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry, worry.seniors.worker)
        await page.evaluate("document.querySelector('.take').click()")
        await page.until("!document.querySelector('.hold').hidden")
        await page.evaluate(NOTE_ANSWERED)
        await page.evaluate(
            "(() => { const form = document.querySelector('.hold');"
            " form.requestSubmit(); window.stopped = form.querySelector('button').disabled;"
            " form.requestSubmit(); })()"
        )
        await page.until(f"{SAID}.includes('까지 다른 사람을 부르지 않습니다')")
        await page.until("!document.querySelector('.hold button').disabled")
        assert await page.evaluate("window.stopped"), "it cannot be pressed meanwhile"
        assert len(await page.evaluate(f"{ASKED}('holdCareCase')")) == 1


async def test_a_no_of_the_city_is_told_as_a_no(worry, upstairs):
    wrong = json.dumps({"errors": [{"message": "no", "extensions": {"code": "BAD_USER_INPUT"}}]})
    late = json.dumps({"errors": [{"message": "no", "extensions": {"code": "TIMED_OUT"}}]})
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry, worry.seniors.guardian)
        upstairs.trips.append(Trip(200, late, about="raiseCareCase"))
        await press(page, "emergency")
        await says_yes(page)
        await page.until(f"{ANSWER}.startsWith('전해졌는지 알 수 없습니다')")
        upstairs.trips.append(Trip(200, wrong, about="raiseCareCase"))
        await says_yes(page)
        await page.until(f"{ANSWER}.startsWith('받아들여지지 않았습니다')")
        assert await page.evaluate(f"{DIALOG}.querySelector('.yes').hidden")


async def test_that_it_was_right_is_taken_from_whoever_is_not_done_with_it(worry, upstairs):
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry, worry.seniors.worker)
        await page.evaluate("document.querySelector('.write form').opinion.value = 'RIGHT'")
        await page.evaluate(NOTE_ANSWERED)
        await write(page, "ON_THE_WAY")
        await page.until("window.answered.some((asked) => asked.includes('giveCareOpinion'))")
        assert await CaseAct.all().count() == 1
    opinion = await GivenOpinion.get()
    assert (opinion.given_by, opinion.opinion) == (worry.seniors.worker, "right")
    assert (await worry.case()).ended_at is None


async def test_an_account_that_may_not_is_told_so_in_words(worry, upstairs, operator):
    await nobody_came_to_her(worry)
    forbidden = json.dumps({"errors": [{"message": "no", "extensions": {"code": "FORBIDDEN"}}]})
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry, operator)
        upstairs.trips.append(Trip(200, forbidden, about="confirmCareHandOver"))
        await press(page, "confirm")
        await says_yes(page)
        await page.until(f"{ANSWER}.startsWith('이 계정으로는')")
    assert await EmergencyCall.all() == []
