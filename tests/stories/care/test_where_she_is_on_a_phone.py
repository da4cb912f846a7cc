"""A care worker's page says where she cried for help, and keeps it in no store."""

import pytest

from domains.care.public import cases, check_ins
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel.text import Locale
from tests.builders.care import ADDRESS
from tests.care.cases.worry import Worry
from tests.gateway.browser import Page, a_browser
from tests.stories.care.test_work_in_a_cellar import keeps_its_shell
from tests.stories.care.upstairs import LIST, NEWS, sign_in, upstairs, worry

__all__ = ["upstairs", "worry"]
pytestmark = pytest.mark.browser

SHEET = "document.querySelector('.sheet div').innerText"
WHERE = "37.15241,127.06942"


async def cries_in_the_park(worry: Worry) -> None:
    """She has agreed to be found."""
    she, clock, ids = worry.seniors.as_senior, worry.clock, worry.ids
    await consent.grant(
        she,
        subject_id=worry.seniors.senior,
        purpose=Purpose.CARE_LOCATION,
        text_version=CATALOGUE[Purpose.CARE_LOCATION].version,
        locale=Locale.KO,
        clock=clock,
        ids=ids,
    )
    said = cases.ReportedPosition(lat=37.15241, lon=127.06942, accuracy_m=12.0, at=clock.now())
    position = await cases.seal_position(worry.seniors.senior, said, clock=clock)
    await check_ins.volunteer(
        she,
        meaning=check_ins.Meaning.HELP,
        request_id=ids.new(),
        position=position,
        clock=clock,
        ids=ids,
    )


async def opens_the_sheet(page: Page) -> None:
    await page.until("!document.querySelector('.sheet').hidden")
    await page.evaluate("document.querySelector('.sheet').open = true")
    await page.until(f"{SHEET}.includes('{ADDRESS}')")


async def test_it_stands_beside_the_address_and_is_not_there_in_a_cellar(worry, upstairs, tmp_path):
    await cries_in_the_park(worry)
    async with a_browser() as page:
        async with upstairs.answering():
            await sign_in(page, upstairs.url, worry)
            await page.command("Network.enable")
            await page.command("Network.setExtraHTTPHeaders", headers={"Accept-Language": "ko"})
            await page.open(f"{upstairs.url}/care/work")
            await page.until(f"{LIST}.includes('박복례')")
            await keeps_its_shell(page)
            await page.evaluate("document.querySelector('.take').click()")
            await opens_the_sheet(page)
            assert "반경 12 m" in await page.evaluate(SHEET)
            link = "document.querySelector('.sheet a[href^=geo]').href"
            assert await page.evaluate(link) == f"geo:{WHERE}"
            assert await page.evaluate("window.violations") == []
            await page.screenshot(tmp_path / "where.png")
        await page.command("Page.reload")
        await page.until(f"document.readyState === 'complete' && {LIST}.includes('박복례')")
        await page.until(f"{NEWS} !== ''")
        await opens_the_sheet(page)
        assert WHERE not in await page.evaluate(SHEET)
