"""The push emulator on a socket of its own, with its clock in the test's hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from api.rest.phone_line_reports import phone_line_reports_route
from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.embedded.free_port import free_port
from infra.settings import PushSettings, Settings
from notifications.channels.fcm import open_fcm
from notifications.channels.health import RecordedHealth
from notifications.channels.phone_line import open_phone_lines
from notifications.emulator.app import build_app, exchange_of
from notifications.emulator.cuttable import CuttableProtocol
from notifications.emulator.exchange import Exchange
from notifications.emulator.server import listen
from notifications.public import Answered
from tests.infra.listening import listening
from tests.notifications.telephone_city import City
from tests.notifications.world import Family, World


@pytest.fixture
async def push_address(clock: SimulatedClock) -> AsyncIterator[tuple[str, Exchange]]:
    """Where the emulator answers, and its state."""
    async with push_emulator(clock) as emulator:
        yield emulator


@asynccontextmanager
async def push_emulator(clock: SimulatedClock) -> AsyncIterator[tuple[str, Exchange]]:
    """An emulator that lives as long as the block."""
    app = build_app(now=lambda: clock.now().timestamp())
    bound = listen("127.0.0.1", 0)
    server = uvicorn.Server(
        uvicorn.Config(app, http=CuttableProtocol, lifespan="off", log_level="warning")
    )
    running = asyncio.create_task(server.serve(sockets=[bound]))
    yield f"http://127.0.0.1:{bound.getsockname()[1]}", exchange_of(app)
    server.should_exit = True
    await running


@pytest.fixture
async def world(
    database: None, push_address: tuple[str, Exchange], clock: SimulatedClock, ids: Ids
) -> AsyncIterator[World]:
    address, exchange = push_address
    settings = PushSettings(base_url=address, project_id="osan", timeout_s=2)
    async with open_fcm(settings, clock=clock) as channel:
        yield World(clock, ids, channel, exchange)


@pytest.fixture
async def city(
    world: World, push_address: tuple[str, Exchange], settings: Settings
) -> AsyncIterator[City]:
    """The telephones' emulator as the provider, and our ears for its reports."""
    address, _ = push_address
    port = free_port()
    ours = settings.model_copy(
        update={
            "phone_line": settings.phone_line.model_copy(
                update={"base_url": f"{address}/phone-line"}
            ),
            "gateway": settings.gateway.model_copy(
                update={"public_url": f"http://127.0.0.1:{port}"}
            ),
        }
    )
    heard: list[City] = []

    async def hear(answered: Answered) -> None:
        await heard[0].hear(answered)

    app = Starlette(routes=[phone_line_reports_route(ours, clock=world.clock, hear=hear)])
    health = RecordedHealth(clock=world.clock, ids=world.ids)
    async with (
        listening(app, port=port),
        open_phone_lines(ours, clock=world.clock, health=health) as channels,
        httpx.AsyncClient(base_url=address) as provider,
    ):
        heard.append(City(world, channels, provider))
        yield heard[0]


@pytest.fixture
async def family(city: City) -> Family:
    return await city.world.family()
