"""A city for one run of a program: its own servers, keys and push service, which end with it."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path

from redis.asyncio import Redis

from domains.kernel.clock import SimulatedClock
from infra.database import open_database
from infra.keys import open_keys, prepare_keys
from infra.settings import PushSettings, Settings
from notifications.channels.fcm import open_fcm
from tests.builders.city import City, found_city
from tests.fakes.ordered_ids import OrderedIds
from tests.infra.servers import Servers, copy_template
from tests.notifications.conftest import push_emulator


@contextmanager
def own_servers() -> Iterator[tuple[Servers, Path]]:
    """PostgreSQL and Valkey, and a folder for the state of the city."""
    servers, state = Servers().start(), Path(tempfile.mkdtemp(prefix="osan-city-"))
    try:
        yield servers, state
    finally:
        servers.stop()
        shutil.rmtree(state, ignore_errors=True)


async def settings_on(servers: Servers, state: Path) -> Settings:
    return Settings(
        _env_file=None,
        environment="test",
        state_dir=state,
        database=await copy_template(servers.addresses, "osan_city"),
        valkey={"url": servers.addresses.valkey(0)},
        gateway={"port": 0, "public_url": "http://gateway.test"},
        push_emulator={"port": 0},
        idp_emulator={"port": 0},
    )


@asynccontextmanager
async def open_city(settings: Settings, begins: datetime) -> AsyncIterator[City]:
    """Empty, with its clock at `begins`."""
    clock = SimulatedClock(begins)
    await prepare_keys(settings.keys, make_database=True)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(open_database(settings.database))
        await stack.enter_async_context(open_keys(settings))
        valkey = await stack.enter_async_context(Redis.from_url(settings.valkey.url))
        address, exchange = await stack.enter_async_context(push_emulator(clock))
        push = PushSettings(base_url=address, project_id="osan", timeout_s=10)
        channel = await stack.enter_async_context(open_fcm(push, clock=clock))
        found = found_city(
            settings,
            clock=clock,
            ids=OrderedIds(clock),
            valkey=valkey,
            channel=channel,
            push=exchange,
        )
        yield await stack.enter_async_context(found)
