"""A care worker's phone is ahead of the city or behind it: what she says has the city's time."""

from datetime import timedelta

import pytest

from domains.care.models import CaseAct
from domains.care.public import cases
from domains.kernel.clock import SystemClock
from tests.builders.care import settle_seniors
from tests.builders.families import Town
from tests.care.cases.worry import Worry
from tests.gateway.browser import Page, a_browser
from tests.stories.care.upstairs import LIST, QUEUE, sign_in, upstairs, worry, write

__all__ = ["upstairs", "worry"]
pytestmark = pytest.mark.browser

KIND = cases.ConcernKind
NOW, MINUTE, SECOND = timedelta(0), timedelta(minutes=1), timedelta(seconds=1)
REFUSED = "document.getElementById('refused').innerText"


@pytest.fixture
async def behind_the_phone(database, valkey, clock, ids) -> Worry:
    """The city's clock is right, and the phone's five minutes ahead of it."""
    clock.set(SystemClock().now() - 5 * MINUTE)
    worry = Worry(await settle_seniors(Town(clock, ids)), clock, ids)
    await worry.about(KIND.INACTIVITY, cases.Level.CARE_WORKER, ago=30 * MINUTE)
    clock.advance(10 * SECOND)
    return worry


async def comes_to_work(page: Page, upstairs, worry: Worry) -> None:
    await sign_in(page, upstairs.url, worry)
    await page.open(f"{upstairs.url}/care/work")
    await page.until(f"{LIST}.includes('박복례')")


async def says_that_it_was_none(page: Page) -> None:
    await page.evaluate(
        "(() => { const form = document.querySelector('.none form');"
        " form.reason.value = 'WAS_OUT'; form.requestSubmit(); })()"
    )


async def test_one_that_is_ahead_ends_nothing_that_came_after_its_list(
    behind_the_phone, upstairs, clock
):
    """She goes down into a cellar; three minutes later Bok-rye presses SOS."""
    worry = behind_the_phone
    async with a_browser() as page:
        async with upstairs.answering():
            await comes_to_work(page, upstairs, worry)
        clock.advance(3 * MINUTE)
        await worry.about(KIND.SOS, ago=NOW)
        clock.advance(7 * MINUTE)
        await says_that_it_was_none(page)
        await page.until(f"{QUEUE} !== ''")
        async with upstairs.answering():
            await page.until(
                f"window.dispatchEvent(new Event('online')), {QUEUE} === '' && {REFUSED} !== ''"
            )
    assert (await worry.case()).ended_at is None


async def test_one_that_is_behind_says_that_it_is_supper_while_the_detector_cries(
    worry, upstairs, clock
):
    for _ in range(3):
        await worry.about(KIND.SMOKE, ago=NOW)
        clock.advance(25 * SECOND)
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry)
        await says_that_it_was_none(page)
        await page.until(f"{LIST} === '' && {QUEUE} === ''")
        assert await page.evaluate(REFUSED) == ""
    assert (await worry.case()).ended_how is cases.CaseEnd.FALSE_ALARM


async def test_who_says_by_one_that_is_behind_that_they_are_on_the_way_has_the_case(
    worry, upstairs, clock
):
    await worry.about(KIND.FALL, ago=NOW)
    clock.advance(20 * SECOND)
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, worry)
        await write(page, "ON_THE_WAY")
        await page.until(f"!document.querySelector('.sheet').hidden && {QUEUE} === ''")
    case, act = await worry.case(), await CaseAct.get()
    assert (case.state, case.taken_by) == (cases.CaseState.TAKEN, worry.seniors.worker)
    assert case.observed_at < act.at <= clock.now()


async def test_what_was_done_by_one_that_is_ahead_waits_for_no_moment_to_come(
    behind_the_phone, upstairs, clock
):
    async with a_browser() as page, upstairs.answering():
        await comes_to_work(page, upstairs, behind_the_phone)
        await write(page, "NO_ANSWER")
        await page.until(f"!document.querySelector('.sheet').hidden && {QUEUE} === ''")
    act = await CaseAct.get()
    assert abs(act.at - clock.now()) < MINUTE
