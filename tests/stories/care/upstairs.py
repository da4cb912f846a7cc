"""The city's gateway as a browser on a care worker's phone meets it: away, stumbling, or well."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.app import build_app
from domains.care import public as care
from domains.care.public import cases
from domains.identity import public as identity
from domains.kernel import personal
from domains.kernel.clock import Clock, SystemClock
from domains.kernel.geo import LatLon
from domains.kernel.ids import Ids
from infra.embedded.free_port import free_port
from infra.settings import Settings
from tests.builders.care import settle_seniors
from tests.builders.families import Town
from tests.care.cases.worry import Worry
from tests.gateway.browser import Page
from tests.infra.listening import listening

LIST = "document.getElementById('cases').innerText"
NEWS = "document.getElementById('news').innerText"
SMARTPHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
QUEUE = "document.getElementById('queue').innerText"


@dataclass
class Trip:
    """What comes back instead of the answer to a mutation that holds `about`: as often as `times`
    says, and after it was `done` all the same."""

    status: int
    body: str
    about: str = "recordCareAct"
    times: int = 1
    is_done: bool = False
    met: int = 0


class Upstairs:
    """The city's gateway at one address, which answers while it is `answering`, and stumbles over
    each of its `trips`."""

    def __init__(self, settings: Settings, clock: Clock, ids: Ids) -> None:
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        gateway = settings.gateway.model_copy(update={"public_url": self.url})
        self._settings = settings.model_copy(update={"gateway": gateway})
        self.trips: list[Trip] = []
        self._app, self._port = build_app(self._settings, clock=clock, ids=ids), port

    @asynccontextmanager
    async def answering(self) -> AsyncIterator[None]:
        watching = self._app.state.token_desk.watching(self._settings.database)
        async with watching, listening(self._serve, port=self._port):
            yield

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") != "/graphql":
            await self._app(scope, receive, send)
            return
        said = (await Request(scope, receive).body()).decode()
        trip = next((each for each in self.trips if each.about in said), None)
        if trip is None or trip.is_done:
            await self._app(scope, _again(said, receive), send if trip is None else _to_nobody)
        if trip is not None:
            await self._stumble(trip)(scope, receive, send)

    def _stumble(self, trip: Trip) -> Response:
        trip.met += 1
        if trip.met == trip.times:
            self.trips.remove(trip)
        return Response(trip.body, trip.status, media_type="application/json")


def _again(said: str, receive: Receive) -> Receive:
    """What was read already, and after it whatever comes."""
    whole: list[Message] = [{"type": "http.request", "body": said.encode(), "more_body": False}]

    async def hear() -> Message:
        return whole.pop() if whole else await receive()

    return hear


async def _to_nobody(_: Message) -> None: ...


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


async def sign_in(page: Page, url: str, worry: Worry, person: UUID | None = None) -> None:
    """As the sign-in itself leaves a browser, with the one cookie: her worker's, or another's."""
    session = await identity.open_session(
        person_id=person or worry.seniors.worker,
        device_name="업무용",
        lives=timedelta(days=1),
        clock=worry.clock,
        ids=worry.ids,
    )
    await page.command(
        "Network.setCookie", name="osan_refresh", value=session.refresh_token, url=f"{url}/auth"
    )


async def write(page: Page, kind: str, *, note: str = "", closes: bool = False) -> None:
    await page.evaluate(
        "(() => { const form = document.querySelector('.write form');"
        f" form.kind.value = '{kind}'; form.note.value = '{note}';"
        f" form.closes.checked = {str(closes).lower()};"
        " form.requestSubmit(); })()"
    )


@pytest.fixture
async def operator(worry) -> UUID:
    person = (await worry.seniors.town.operator()).person_id
    assert person is not None
    return person


async def comes_to_work(page: Page, upstairs: Upstairs, worry: Worry, person: UUID) -> None:
    await sign_in(page, upstairs.url, worry, person)
    await page.command("Emulation.setDeviceMetricsOverride", **SMARTPHONE)
    await page.command("Network.enable")
    await page.command("Network.setExtraHTTPHeaders", headers={"Accept-Language": "ko"})
    await page.open(f"{upstairs.url}/care/work")
    await page.until(f"{LIST}.includes('박복례')")
