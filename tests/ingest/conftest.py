"""A tracker app's view of the house: its two addresses, over a recording door."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from starlette.applications import Starlette

from api.rest.osmand import osmand_route
from api.rest.owntracks import owntracks_route
from domains.identity.public import DeviceCredential
from domains.kernel.clock import SimulatedClock
from tests.ingest.recording_door import RecordingDoor

MOST = 500
NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
MINA_PHONE = DeviceCredential(UUID("01900000-0000-7000-8000-000000000001"), "a-secret_of.mina")


@pytest.fixture
def door() -> RecordingDoor:
    return RecordingDoor(SimulatedClock(NOW), MINA_PHONE)


@pytest.fixture
async def phone(door: RecordingDoor) -> AsyncIterator[httpx.AsyncClient]:
    routes = [owntracks_route(door, most=MOST), osmand_route(door, door.clock, most=MOST)]
    app = Starlette(routes=routes)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://osan") as client:
        yield client
