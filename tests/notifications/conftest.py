"""The push emulator on a socket of its own, with its clock in the test's hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn

from domains.kernel.clock import SimulatedClock
from domains.kernel.ids import Ids
from infra.settings import PushSettings
from notifications.channels.fcm import open_fcm
from notifications.emulator.app import build_app, exchange_of
from notifications.emulator.cuttable import CuttableProtocol
from notifications.emulator.exchange import Exchange
from notifications.emulator.server import listen
from tests.notifications.world import World


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
