"""What the stories told through the public API share."""

from collections.abc import AsyncIterator

import httpx
import pytest

from api.app import build_app
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
async def house(database, valkey, settings, clock, ids) -> AsyncIterator[House]:
    """A gateway that hears of ended sessions and counts attempts, as a served one does."""
    app = build_app(settings, clock=clock, ids=ids)
    transport = httpx.ASGITransport(app)
    async with (
        app.state.token_desk.watching(settings.database),
        httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as http,
    ):
        desk = app.state.token_desk
        yield House(http, desk.tokens, ids, clock, desk.ended)
