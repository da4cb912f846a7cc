"""Every way to reach a person's devices, opened once a worker."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis

from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.settings import Settings
from notifications.channels.fcm import open_fcm
from notifications.channels.health import RecordedHealth
from notifications.channels.phone_line import open_phone_lines
from notifications.channels.web_push import open_web_push
from notifications.public import Channels


@asynccontextmanager
async def open_channels(
    settings: Settings, *, valkey: Redis, clock: Clock, ids: Ids
) -> AsyncIterator[Channels]:
    """The push service, browsers, text messages and calls, as the settings name their providers."""
    health = RecordedHealth(clock=clock, ids=ids)
    async with (
        open_fcm(settings.push, clock=clock, valkey=valkey, health=health) as phones,
        open_web_push(settings, clock=clock) as browsers,
        open_phone_lines(settings, clock=clock, health=health) as telephones,
    ):
        yield {phones.name: phones, browsers.name: browsers, **telephones}
