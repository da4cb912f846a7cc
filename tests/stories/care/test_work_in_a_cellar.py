"""A care worker goes down into a cellar, in a real browser: her list stays, her forms wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from PIL import Image

from api.app import build_app
from domains.care import public as care
from domains.care.models import CaseAct
from domains.care.public import cases
from domains.identity import public as identity
from domains.kernel import personal
from domains.kernel.clock import Clock, SystemClock
from domains.kernel.geo import LatLon
from domains.kernel.ids import Ids
from infra.embedded.free_port import free_port
from infra.settings import Settings
from tests.builders.care import ADDRESS, settle_seniors
from tests.builders.families import Town
from tests.care.cases.worry import Worry
from tests.gateway.browser import Page, a_browser

pytestmark = pytest.mark.browser

LIST = "document.getElementById('cases').innerText"
NEWS = "document.getElementById('news').innerText"
QUEUE = "document.getElementById('queue').innerText"
SHELL_AND_SCRIPTS = 13


class Upstairs:
    """The city's gateway at one address, which answers while it is `answering`."""

    def __init__(self, settings: Settings, clock: Clock, ids: Ids) -> None:
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        gateway = settings.gateway.model_copy(update={"public_url": self.url})
        self._settings = settings.model_copy(update={"gateway": gateway})
        self._app, self._port = build_app(self._settings, clock=clock, ids=ids), port

    @asynccontextmanager
    async def answering(self) -> AsyncIterator[None]:
        config = uvicorn.Config(
            self._app,
            port=self._port,
            lifespan="off",
            log_level="warning",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        async with self._app.state.token_desk.watching(self._settings.database):
            task = asyncio.create_task(server.serve())
            while not server.started:  # noqa: ASYNC110 - uvicorn offers no event
                await asyncio.sleep(0.01)
            try:
                yield
            finally:
                server.should_exit = True
                await task


@pytest.fixture
async def worry(database, valkey, clock, ids) -> Worry:
    """Bok-rye's case is open, by the browser's own clock."""
    clock.set(SystemClock().now() + timedelta(minutes=10))
    worry = Worry(await settle_seniors(Town(clock, ids)), clock, ids)
    await worry.about(
        cases.ConcernKind.INACTIVITY, cases.Level.CARE_WORKER, ago=timedelta(minutes=30)
    )
    seniors = worry.seniors
    place = await personal.seal(seniors.senior, care.people.written(LatLon(37.1498, 127.0772)))
    await care.people.pin_home(seniors.as_senior, seniors.senior, place, clock=clock, ids=ids)
    return worry


@pytest.fixture
def upstairs(settings, clock, ids) -> Upstairs:
    return Upstairs(settings, clock, ids)


async def sign_in(page: Page, url: str, worry: Worry) -> None:
    """As the sign-in itself leaves a browser: with the one cookie."""
    session = await identity.open_session(
        person_id=worry.seniors.worker,
        device_name="업무용",
        lives=timedelta(days=1),
        clock=worry.clock,
        ids=worry.ids,
    )
    await page.command(
        "Network.setCookie", name="osan_refresh", value=session.refresh_token, url=f"{url}/auth"
    )


async def keeps_its_shell(page: Page) -> None:
    await page.until(
        "(caches.open('care-3').then((c) => c.keys()).then((k) => { window.kept = k.length }),"
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


async def write(page: Page, kind: str, *, closes: bool = False) -> None:
    await page.evaluate(
        "(() => { const form = document.querySelector('.write form');"
        f" form.kind.value = '{kind}'; form.closes.checked = {str(closes).lower()};"
        " form.requestSubmit(); })()"
    )


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
