"""A care worker's form meets a fault of ours, or is refused: nothing that was written is lost."""

import json
from datetime import timedelta

import pytest

from domains.care.models import CaseAct
from domains.care.public import cases
from domains.kernel import personal
from tests.care.cases.worry import Worry
from tests.gateway.browser import Page, a_browser
from tests.stories.care.upstairs import LIST, QUEUE, Trip, Upstairs, sign_in, upstairs, worry, write

__all__ = ["upstairs", "worry"]
pytestmark = pytest.mark.browser

REFUSED = "document.getElementById('refused').innerText"
HURRY = "window.dispatchEvent(new Event('online'))"
SHELF = """
(() => { const asked = indexedDB.open('care-work'); asked.onsuccess = () => {
    const all = asked.result.transaction('forms').objectStore('forms').count();
    all.onsuccess = () => { window.shelf = all.result; asked.result.close(); };
}; })(), window.shelf
"""
NOTE = "따님이 다녀가셨고 약을 챙겨 드셨습니다"
NUMBER = "850214-2123457"


def fault(code: str) -> str:
    return json.dumps({"errors": [{"message": "no", "extensions": {"code": code}}]})


TRIPS = (
    Trip(200, fault("INTERNAL")),
    Trip(502, "<html>Bad Gateway</html>"),
    Trip(200, '{"data": {"recordCareAct": null}}'),
    Trip(200, fault("TIMED_OUT"), is_done=True),
)


async def comes_to_work(page: Page, upstairs: Upstairs, worry: Worry) -> None:
    await sign_in(page, upstairs.url, worry)
    await page.command("Network.enable")
    await page.command("Network.setExtraHTTPHeaders", headers={"Accept-Language": "ko"})
    await page.open(f"{upstairs.url}/care/work")
    await page.until(f"{LIST}.includes('박복례')")


async def test_a_form_that_meets_our_faults_waits_and_is_taken_once(worry, upstairs):
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry)
        for trip in TRIPS:
            upstairs.trips.append(trip)
        await write(page, "VISITED", note=NOTE, closes=True)
        await page.until(f"{QUEUE}.includes('1')")
        assert (await worry.case()).ended_at is None, "what was not taken closes nothing"
        await page.until(f"({HURRY}, {QUEUE} === '' && {LIST} === '')")
        assert [trip.met for trip in TRIPS] == [1, 1, 1, 1]
        assert await page.evaluate(REFUSED) == ""
    (act,) = await CaseAct.all()
    assert await personal.reveal(worry.seniors.senior, act.note) == NOTE
    assert (await worry.case()).ended_how is cases.CaseEnd.ACT


async def test_a_form_that_fails_again_and_again_holds_up_no_other_case(worry, upstairs):
    other = await worry.seniors.senior_of("김순덕")
    stuck = Trip(200, fault("INTERNAL"), about="first", times=1_000)
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry)
        upstairs.trips.append(stuck)
        await write(page, "VISITED", note="first")
        await page.until(f"{QUEUE}.includes('1')")
        await worry.about(
            cases.ConcernKind.INACTIVITY,
            cases.Level.CARE_WORKER,
            senior=other,
            ago=timedelta(minutes=20),
        )
        await page.until(f"{LIST}.includes('김순덕')")
        her = (
            "[...document.querySelectorAll('#cases > li')].find("
            "(row) => row.innerText.includes('김순덕'))"
        )
        met = stuck.met
        await page.evaluate(f"{her}.querySelector('.take').click()")
        await page.until(f"{her}.innerText.includes('맡음')")
        assert stuck.met == met, "it rests, and is not sent at every touch"
        assert "1" in await page.evaluate(QUEUE)


async def test_what_is_refused_stays_to_be_read_until_it_is_put_away(worry, upstairs, tmp_path):
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry)
        await write(page, "VISITED", note=f"{NOTE} {NUMBER}", closes=True)
        await page.until(f"{REFUSED}.includes('주민등록번호')")
        for told in ("박복례", NOTE, NUMBER, "1건"):
            assert told in await page.evaluate(REFUSED)
        assert await page.evaluate(QUEUE) == ""
        await page.screenshot(tmp_path / "refused.png")
        await page.command("Page.reload")
        await page.until(f"document.readyState === 'complete' && {REFUSED}.includes('{NOTE}')")
        await page.evaluate("document.querySelector('#refused button').click()")
        await page.until(f"{REFUSED} === '' && ({SHELF}) === 0")
        assert await page.evaluate("document.activeElement.id") == "refused"
        assert await page.evaluate("window.violations") == []
    assert await CaseAct.all().count() == 0
    assert (await worry.case()).ended_at is None


async def test_the_use_cases_own_no_is_told_in_words_and_never_sent_again(worry, upstairs):
    gone = Trip(200, '{"data": {"recordCareAct": {"__typename": "CareCaseNotFound"}}}', times=9)
    upstairs.trips.append(gone)
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry)
        await write(page, "VISITED", note=NOTE)
        await page.until(f"{REFUSED}.includes('맡으신 일이 아니어서')")
        upstairs.trips.clear()
        await write(page, "NO_ANSWER", closes=True)
        await page.until(f"{REFUSED}.includes('2건') && {REFUSED}.includes('통화한 기록이 있어야')")
        assert NOTE in await page.evaluate(REFUSED)
    assert gone.met == 1
    assert await CaseAct.all().count() == 1
