"""A broker of each kind, devices that come in at it, and a bridge in this process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiomqtt import Client

from api.bridge.carry import Carrier
from api.bridge.keep_doors import BrokerDoors
from domains.care.homes.take_messages import HomeDoor
from infra.embedded import EmbeddedBroker
from infra.home_settings import MqttSettings
from infra.mqtt.line import HomeLine
from infra.mqtt.mosquitto import LocalMosquitto, mosquitto_program
from infra.mqtt.open_line import home_line
from infra.mqtt.topics import BROKER_NOTICES, EVERY_HOME
from tests.builders.homes import CITY, Homes, SpeakingDevice

NO_MOSQUITTO = "mosquitto is not installed (apt-get install mosquitto): a city's broker is untried"


@pytest.fixture
async def homes(database, clock, ids) -> Homes:
    homes = Homes(clock, ids)
    await homes.ready()
    return homes


class Post:
    """One broker, with the doors that our registry keeps."""

    def __init__(self, broker: EmbeddedBroker | LocalMosquitto, settings: MqttSettings) -> None:
        self.broker, self.settings = broker, settings
        self.doors = BrokerDoors(settings, settings.passwords_file, keys=CITY)

    @asynccontextmanager
    async def line(self) -> AsyncIterator[HomeLine]:
        async with home_line(self.settings, name="bridge") as line:
            await line.subscribe(EVERY_HOME, qos=1)
            await line.subscribe(BROKER_NOTICES, qos=0)
            yield line

    @asynccontextmanager
    async def bridge(self, door: HomeDoor) -> AsyncIterator[HomeLine]:
        async with self.line() as line:
            carrier = Carrier(door, batch=500, gather_s=0.01)
            carrying = asyncio.create_task(carrier.carry(line))
            try:
                yield line
            finally:
                carrying.cancel()
                await asyncio.gather(carrying, return_exceptions=True)

    def at_the_door(self, device: SpeakingDevice, *, password: str | None = None) -> Client:
        own = CITY.password(device.id, key_id=CITY.newest)
        port = self.broker.port
        name = str(device.id)
        return Client("127.0.0.1", port, username=name, password=password or own, identifier=name)


@pytest.fixture(params=["embedded", "mosquitto"])
async def post(request, tmp_path, homes) -> AsyncIterator[Post]:
    if request.param == "mosquitto" and mosquitto_program() is None:
        pytest.skip(NO_MOSQUITTO)
    passwords = tmp_path / "passwords"
    broker = (
        EmbeddedBroker(home=tmp_path, passwords=passwords)
        if request.param == "embedded"
        else LocalMosquitto(home=tmp_path)
    )
    settings = MqttSettings(
        url=f"mqtt://127.0.0.1:{broker.port}",
        password="for-tests",
        passwords_file=passwords,
        broker_pid_file=getattr(broker, "pid_file", None),
    )
    post = Post(broker, settings)
    await post.doors.write()
    broker.start()
    yield post
    broker.stop()


@pytest.fixture
def until() -> Callable[[Callable[[], Awaitable[bool]]], Awaitable[None]]:
    async def until(holds: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(20):
            while not await holds():  # noqa: ASYNC110 - the database rings no bell for a test
                await asyncio.sleep(0.02)

    return until
