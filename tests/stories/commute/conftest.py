"""What whole journeys need: the city, and the families in it."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from infra.settings import PushSettings
from notifications.channels.fcm import open_fcm
from tests.builders.city import City, found_city
from tests.builders.household import Household, settle_in
from tests.infra.clean_slate import CleanSlate
from tests.notifications.conftest import push_address

__all__ = ["push_address"]


@pytest.fixture
async def city(database, valkey, settings, clock, ids, push_address) -> AsyncIterator[City]:
    """Everything runs, nobody lives here yet."""
    address, exchange = push_address
    push = PushSettings(base_url=address, project_id="osan", timeout_s=2)
    async with (
        open_fcm(push, clock=clock) as channel,
        found_city(
            settings, clock=clock, ids=ids, valkey=valkey, channel=channel, push=exchange
        ) as city,
    ):
        yield city


@pytest.fixture
async def home(city: City) -> Household:
    """Mina's family, and the neighbours who are none of it."""
    return await settle_in(city)


@pytest.fixture
def empty(_slate: CleanSlate) -> Callable[[], Awaitable[None]]:
    """Empties the database again, for the many examples of one property."""
    return _slate.wipe
