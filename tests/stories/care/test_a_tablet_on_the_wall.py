"""Her tablet hangs on the wall, always on: whenever she presses, the first press is heard."""

from datetime import timedelta

import pytest

from domains.care import public as care
from domains.care.models import CheckInAnswer
from tests.care.cases.worry import Worry
from tests.gateway.browser import Page, a_browser
from tests.stories.care.upstairs import Upstairs, sign_in, upstairs, worry

__all__ = ["upstairs", "worry"]
pytestmark = pytest.mark.browser

TABLET = {"width": 800, "height": 600, "deviceScaleFactor": 1, "mobile": True}
BUTTON = "document.querySelector('.one')"
SENTENCE = "document.querySelector('h1').innerText"
BY_HER_CLOCK = """
(() => {
    delete Navigator.prototype.serviceWorker;
    const now = Date.now, asks = window.fetch, looks = [];
    let ahead = 0;
    window.setInterval = (look) => looks.push(look);
    Date.now = () => now() + ahead;
    window.passes = (minutes) => { ahead += minutes * 60_000; looks.forEach((look) => look()); };
    window.looked = 0;
    window.fetch = (...request) => {
        const answer = asks(...request);
        const isOver = () => setTimeout(() => { window.looked += 1; });
        answer.then((came) => came.clone().text()).then(isOver, isOver);
        return answer;
    };
})()
"""
"""The first look of a browser, before any service worker; minutes pass when the test says so."""
FINGER = "new PointerEvent('pointerdown', { bubbles: true })"
A_LOOK = 2
"""Questions to the city: a cookie, and the page."""


async def hangs_on_the_wall(page: Page, upstairs: Upstairs, worry: Worry) -> None:
    await sign_in(page, upstairs.url, worry, worry.seniors.senior)
    await page.command("Emulation.setDeviceMetricsOverride", **TABLET)
    await page.command("Network.enable")
    await page.command("Network.setExtraHTTPHeaders", headers={"Accept-Language": "ko"})
    await page.command("Page.enable")
    await page.command("Page.addScriptToEvaluateOnNewDocument", source=BY_HER_CLOCK)
    await page.open(f"{upstairs.url}/care/home")
    await page.until(f"document.readyState === 'complete' && {BUTTON} !== null")
    await page.evaluate("window.isAsItWas = true")


async def minutes_pass(page: Page, worry: Worry, minutes: int, *, looks: int) -> None:
    """Until the page has had its answers, or has heard that there are none."""
    worry.clock.advance(timedelta(minutes=minutes))
    await page.evaluate(f"(window.looked = 0, window.passes({minutes}))")
    await page.until(f"window.looked === {looks}")


async def is_heard_at_once(page: Page, worry: Worry) -> None:
    await page.evaluate(f"{BUTTON}.click()")
    await page.until("document.readyState === 'complete' && !window.isAsItWas")
    assert "한 번 더" not in await page.evaluate(SENTENCE)
    (answer,) = await CheckInAnswer.all()
    assert answer.senior_id == worry.seniors.senior


async def test_her_first_press_is_heard_after_an_hour_in_which_nobody_touched_it(
    worry, upstairs, tmp_path
):
    async with a_browser() as page, upstairs.answering():
        await hangs_on_the_wall(page, upstairs, worry)
        for _ in range(12):
            await minutes_pass(page, worry, 5, looks=A_LOOK)
        await page.screenshot(tmp_path / "wall.png")
        assert await page.evaluate("window.isAsItWas"), "nothing was reloaded"
        await is_heard_at_once(page, worry)
        assert await page.evaluate("window.violations") == []


async def test_while_the_city_does_not_answer_her_page_stays(worry, upstairs, tmp_path):
    async with a_browser() as page:
        async with upstairs.answering():
            await hangs_on_the_wall(page, upstairs, worry)
        assert await page.evaluate("navigator.onLine")
        await minutes_pass(page, worry, 5, looks=1)
        await page.screenshot(tmp_path / "unanswered.png")
        assert await page.evaluate(f"window.isAsItWas && {BUTTON} !== null")
        async with upstairs.answering():
            await minutes_pass(page, worry, 1, looks=A_LOOK)
            await minutes_pass(page, worry, 5, looks=A_LOOK)
            await is_heard_at_once(page, worry)


async def test_where_she_was_told_to_ring_119_her_button_is_back_with_the_city(
    worry, upstairs, tmp_path
):
    """She pressed while nothing answered; nobody is there to follow a link."""
    async with a_browser() as page:
        async with upstairs.answering():
            await hangs_on_the_wall(page, upstairs, worry)
            await page.open(f"{upstairs.url}/care/home/offline")
            await page.until("document.readyState === 'complete'")
            await page.evaluate("window.isAsItWas = true")
        await minutes_pass(page, worry, 1, looks=1)
        assert await page.evaluate("window.isAsItWas"), "what she may do stays in view"
        await page.screenshot(tmp_path / "offline.png")
        async with upstairs.answering():
            await page.evaluate("window.passes(1)")
            await page.until("document.readyState === 'complete' && !window.isAsItWas")
            await page.until(f"{BUTTON} !== null && location.pathname === '/care/home'")
            await page.screenshot(tmp_path / "back.png")
            await page.evaluate("window.isAsItWas = true")
            await is_heard_at_once(page, worry)


NO_COOKIE_TO_BE_HAD = """
(() => {
    const asks = window.fetch;
    window.refused = 0;
    window.fetch = (address, ...how) => {
        if (!String(address).includes("/auth/office")) return asks(address, ...how);
        setTimeout(() => { window.refused += 1; });
        return Promise.resolve(new Response("", { status: 502 }));
    };
})()
"""


async def test_while_no_cookie_is_to_be_had_her_page_stays_though_hers_has_run_out(worry, upstairs):
    async with a_browser() as page, upstairs.answering():
        await hangs_on_the_wall(page, upstairs, worry)
        await page.evaluate(NO_COOKIE_TO_BE_HAD)
        await page.command("Network.clearBrowserCookies")
        for times in (1, 2):
            await page.evaluate("window.passes(15)")
            await page.until(f"window.refused === {times}")
        assert await page.evaluate(f"window.isAsItWas && {BUTTON} !== null")
        assert await page.evaluate("window.looked") == 0, "where it would be led to nobody answers"


async def test_what_changed_meanwhile_is_shown_but_never_under_her_finger(worry, upstairs):
    async with a_browser() as page, upstairs.answering():
        await hangs_on_the_wall(page, upstairs, worry)
        before = await page.evaluate(SENTENCE)
        await goes_to_hospital(worry)
        await page.evaluate(f"(window.passes(5), {BUTTON}.dispatchEvent({FINGER}))")
        await page.until(f"window.looked === {A_LOOK}")
        assert await page.evaluate(SENTENCE) == before
        await minutes_pass(page, worry, 5, looks=A_LOOK)
        await page.until(f"{SENTENCE} !== '{before}'")
        assert await page.evaluate("window.isAsItWas")


async def goes_to_hospital(worry: Worry) -> None:
    await care.pause_care(
        worry.seniors.as_senior,
        senior_id=worry.seniors.senior,
        reason=care.PauseReason.HOSPITAL,
        until=worry.clock.now() + timedelta(days=3),
        clock=worry.clock,
        ids=worry.ids,
    )
