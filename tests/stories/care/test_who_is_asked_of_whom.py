"""A dialog asks of one case and of one worker: no other's reasons, name or word lands in it."""

from datetime import timedelta
from uuid import UUID

import pytest

from domains.care.public import cases
from tests.care.cases.worry import Worry
from tests.gateway.browser import Page, a_browser
from tests.stories.care.upstairs import LIST, Upstairs, sign_in, upstairs, worry

__all__ = ["upstairs", "worry"]
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


async def comes_to_work(page: Page, upstairs: Upstairs, worry: Worry, person: UUID) -> None:
    await sign_in(page, upstairs.url, worry, person)
    await page.command("Network.enable")
    await page.command("Network.setExtraHTTPHeaders", headers={"Accept-Language": "ko"})
    await page.open(f"{upstairs.url}/care/work")
    await page.until(f"{LIST}.includes('박복례')")


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
