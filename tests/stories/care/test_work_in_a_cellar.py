"""A care worker goes down into a cellar, in a real browser: her list stays, her forms wait."""

from pathlib import Path

import pytest
from PIL import Image

from domains.care.models import CaseAct
from domains.care.public import cases
from tests.builders.care import ADDRESS
from tests.care.cases.worry import Worry
from tests.gateway.browser import Page, a_browser
from tests.stories.care.upstairs import LIST, NEWS, QUEUE, sign_in, upstairs, worry, write

__all__ = ["upstairs", "worry"]
pytestmark = pytest.mark.browser

SHELL_AND_SCRIPTS = 18


async def keeps_its_shell(page: Page) -> None:
    await page.until(
        "(caches.open('care-8').then((c) => c.keys()).then((k) => { window.kept = k.length }),"
        f" window.kept >= {SHELL_AND_SCRIPTS})"
    )


async def add_photo(page: Page, photo: Path) -> None:
    document = await page.command("DOM.getDocument")
    found = await page.command(
        "DOM.querySelector", nodeId=document["root"]["nodeId"], selector="input[type=file]"
    )
    await page.command("DOM.setFileInputFiles", files=[str(photo)], nodeId=found["nodeId"])


async def reads_her_address(page: Page) -> None:
    await page.evaluate("document.querySelector('.sheet').open = true")
    await page.until(f"document.querySelector('.sheet div').innerText.includes('{ADDRESS}')")


async def goes_on_to_others(page: Page, worry: Worry) -> None:
    """Her centre sends it on: what was read of an address is not on this phone any more."""
    town, case = worry.seniors.town, await worry.case()
    await cases.raise_case(
        worry.seniors.as_desk,
        case_id=case.id,
        to=cases.Level.EMERGENCY,
        clock=town.clock,
        ids=town.ids,
    )
    await page.evaluate("window.dispatchEvent(new Event('online'))")
    await page.until("document.querySelector('.sheet').hidden")
    assert await page.evaluate("document.querySelector('.sheet div').innerText") == ""


async def test_a_list_stays_a_form_waits_and_a_sign_out_takes_all(worry, upstairs, tmp_path):
    url = upstairs.url
    photo = tmp_path / "visit.png"
    Image.new("RGB", (900, 600), "seagreen").save(photo)
    async with a_browser() as page:
        async with upstairs.answering():
            await sign_in(page, url, worry)
            await page.open(f"{url}/care/work")
            await page.until(f"{LIST}.includes('박복례')")
            await keeps_its_shell(page)
            await page.evaluate("document.querySelector('.take').click()")
            await page.until("!document.querySelector('.sheet').hidden")
            await reads_her_address(page)
            await page.screenshot(tmp_path / "address.png")
        await page.command("Page.reload")
        await page.until(f"document.readyState === 'complete' && {LIST}.includes('박복례')")
        await page.until(f"{NEWS}.startsWith('This list is as of')")
        await reads_her_address(page)
        await add_photo(page, photo)
        await write(page, "VISITED")
        await page.until(f"{QUEUE} !== ''")
        assert await page.evaluate("document.querySelector('#homes a').ariaLabel")
        await page.screenshot(tmp_path / "cellar.png")
        await page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        await page.screenshot(tmp_path / "map.png")
        async with upstairs.answering():
            await page.evaluate("window.dispatchEvent(new Event('online'))")
            await page.until(f"{QUEUE} === '' && {NEWS}.startsWith('as of')")
            await goes_on_to_others(page, worry)
            (act,) = await CaseAct.all()
            assert (act.kind, act.photo is not None) == (cases.ActKind.VISITED, True)
            await page.evaluate("document.querySelector('.done').open = true")
            await page.until("document.querySelector('.done button') !== null")
            await page.evaluate("document.querySelector('.done button').click()")
            await page.until("document.querySelector('.done img')?.naturalWidth === 900")
            await page.screenshot(tmp_path / "upstairs.png")
            await write(page, "SPOKE_WITH_HER", closes=True)
            await page.until(f"{LIST} === '' && {QUEUE} === ''")
            assert (await worry.case()).ended_how is cases.CaseEnd.ACT
            assert await page.evaluate("window.violations") == []
            await page.evaluate("document.getElementById('sign-out').click()")
            await page.until("location.pathname === '/auth/logout'")
            await page.evaluate("document.querySelector('form').requestSubmit()")
            await page.until("document.querySelector('form') === null")
        await page.open(f"{url}/care/work")
        await page.until(f"{NEWS}.startsWith('No network')")
        assert "박복례" not in await page.evaluate("document.body.innerText")
        assert "osan_kept" not in str(await page.evaluate("document.cookie"))
