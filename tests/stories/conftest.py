"""What the stories told through the public API share."""

from collections.abc import AsyncIterator

import httpx
import pytest

from api.app import build_app
from api.rest.auth import build_sign_in_desk
from tests.builders.families import Family, Town
from tests.stories.house import House


@pytest.fixture
def town(database, clock, ids) -> Town:
    return Town(clock, ids)


@pytest.fixture
async def family(town) -> Family:
    """Mina, nine years old, her mother Hana, her school, every consent, a tracker."""
    return await town.family()


@pytest.fixture
async def house(database, settings, clock, ids) -> AsyncIterator[House]:
    transport = httpx.ASGITransport(build_app(settings, clock=clock, ids=ids))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as http:
        desk = build_sign_in_desk(settings, http=http, clock=clock, ids=ids)
        yield House(http, desk.tokens, ids, clock)
