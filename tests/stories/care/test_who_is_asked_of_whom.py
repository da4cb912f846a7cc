"""A dialog asks of one case and of one worker: no other's reasons, name or word lands in it."""

from datetime import timedelta
from uuid import UUID

import pytest

from domains.care.models import EmergencyCall
from domains.care.public import cases
from tests.care.cases.worry import Worry
from tests.gateway.browser import Page, a_browser
from tests.stories.care.upstairs import (
    LIST,
    NEWS,
    Upstairs,
    comes_to_work,
    operator,
    sign_in,
    upstairs,
    worry,
)

__all__ = ["operator", "upstairs", "worry"]
pytestmark = pytest.mark.browser

DIALOG = "document.getElementById('sure')"
HOLD_BACK = """
(() => { window.held = []; const asks = window.fetch;
    window.fetch = async (...request) => {
        const answer = await asks(...request);
        if (window.held && String(request[1]?.body).includes('concerns'))
            await new Promise((goOn) => window.held.push(goOn));
        return answer;
    };
})()
"""
"""Answers about reasons come when the test lets them."""


def row_of(name: str) -> str:
    return (
        "[...document.querySelectorAll('#cases > li')]"
        f".find((row) => row.innerText.includes('{name}'))"
    )


async def asks_for_119(page: Page, name: str, *, nth: int) -> None:
    """Her question to the city about reasons is the `nth` that is held back."""
    await page.evaluate(f"{row_of(name)}.querySelector('[data-onward=emergency]').click()")
    await page.until(f"{DIALOG}.open && window.held.length === {nth}")


async def says_no(page: Page) -> None:
    await page.evaluate(f"{DIALOG}.querySelector('.no').click()")


async def was_quiet(worry: Worry, hours: float, senior: UUID | None = None) -> None:
    now = worry.clock.now()
    signals = [
        cases.Signal("rule", now, {"rule": "night-inactivity"}),
        cases.Signal("quiet_h", now, {"figure": hours}),
    ]
    await worry.about(
        cases.ConcernKind.INACTIVITY,
        cases.Level.CARE_WORKER,
        senior=senior,
        ago=timedelta(minutes=20),
        reasons=signals,
    )


async def reads_her_reasons(page: Page, name: str, what: str) -> None:
    """Asked after all that was let in before: that has landed by then, wherever it did."""
    await page.evaluate(f"window.held = null; {row_of(name)}.querySelector('.because').open = true")
    await page.until(f"{row_of(name)}.innerText.includes('{what}')")


async def test_the_late_reasons_of_one_case_never_land_in_the_question_about_another(
    worry, upstairs
):
    await was_quiet(worry, 9.2)
    await was_quiet(worry, 7.1, await worry.seniors.senior_of("김순덕"))
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry, worry.seniors.worker)
        await page.until(f"{LIST}.includes('김순덕')")
        await page.evaluate(HOLD_BACK)
        await asks_for_119(page, "박복례", nth=1)
        await says_no(page)
        await asks_for_119(page, "김순덕", nth=2)
        await page.evaluate("(([first, second]) => (second(), setTimeout(first)))(window.held)")
        await page.until(f"{DIALOG}.innerText.includes('7.1시간째')")
        await reads_her_reasons(page, "박복례", "9.2시간째")
        asked = await page.evaluate(f"{DIALOG}.innerText")
        assert "김순덕 님" in asked
        assert "7.1시간째" in asked
        assert "9.2시간째" not in asked


async def asked_for_her_word(page: Page, upstairs: Upstairs, worry: Worry, operator: UUID) -> None:
    """Whether it may go to 119 stands on the screen, with her name and no reasons yet."""
    await was_quiet(worry, 9.2)
    await cases.raise_case(
        worry.seniors.as_desk,
        case_id=(await worry.case()).id,
        to=cases.Level.EMERGENCY,
        clock=worry.clock,
        ids=worry.ids,
    )
    await comes_to_work(page, upstairs, worry, operator)
    await page.evaluate(HOLD_BACK)
    await page.evaluate("document.querySelector('[data-onward=confirm]').click()")
    await page.until(f"{DIALOG}.open && window.held.length === 1")


async def her_token_runs_out(page: Page) -> None:
    await page.evaluate("(() => { const at = Date.now() + 1_200_000; Date.now = () => at; })()")


async def test_who_is_signed_out_leaves_no_name_and_no_live_yes_on_the_screen(
    worry, upstairs, operator
):
    async with a_browser() as page, upstairs.answering():
        await asked_for_her_word(page, upstairs, worry, operator)
        await page.command("Network.clearBrowserCookies")
        await her_token_runs_out(page)
        await page.evaluate("window.dispatchEvent(new Event('online'))")
        await page.until(f"{NEWS} === '다시 로그인'")
        assert not await page.evaluate(f"{DIALOG}.open")
        await page.evaluate("window.held[0]()")
        await page.evaluate(f"{DIALOG}.querySelector('.yes').click()")
        await page.until("document.getElementById('cases').innerText === ''")
        left = await page.evaluate(
            "document.body.innerText + document.getElementById('sure').textContent"
        )
        assert "박복례" not in left
        assert "9.2" not in left
    assert await EmergencyCall.all() == []


async def test_nobody_says_yes_in_the_name_of_who_was_asked(worry, upstairs, operator):
    other = (await worry.seniors.town.operator()).person_id
    async with a_browser() as page, upstairs.answering():
        await asked_for_her_word(page, upstairs, worry, operator)
        await sign_in(page, upstairs.url, worry, other)
        await her_token_runs_out(page)
        await page.evaluate(f"{DIALOG}.querySelector('.yes').click()")
        await page.until(f"!{DIALOG}.open && {NEWS}.startsWith('로그인이 끝나 전하지 못했습니다')")
        await page.evaluate("window.dispatchEvent(new Event('online'))")
        await page.until(f"{LIST}.includes('박복례') && {NEWS}.includes('현재')")
    assert await EmergencyCall.all() == []
