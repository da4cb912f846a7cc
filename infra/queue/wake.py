"""Hear PostgreSQL say that new rows lie in the outbox, or wherever somebody waits for them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import structlog

from domains.kernel.outbox import CHANNEL
from infra.setting_sections import DatabaseSettings

log = structlog.get_logger()

RECONNECT_S = 1.0


class Wake:
    """A bell that rings at the commit of new rows.

    It only saves waiting: a lost notification costs one poll interval, never a row.
    """

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, *, at_most_s: float) -> None:
        """Return when rung, or after `at_most_s` seconds."""
        try:
            async with asyncio.timeout(at_most_s):
                await self._rung.wait()
        except TimeoutError:
            pass
        self._rung.clear()


@asynccontextmanager
async def listening(settings: DatabaseSettings, *, channel: str = CHANNEL) -> AsyncIterator[Wake]:
    """A Wake that listens for as long as the block lasts, reconnecting when it must."""
    wake = Wake()
    listener = asyncio.create_task(_listen(settings, channel, wake), name=f"{channel}-listener")
    try:
        yield wake
    finally:
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)


async def _listen(settings: DatabaseSettings, channel: str, wake: Wake) -> None:
    while True:
        try:
            await _listen_once(settings, channel, wake)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("wake.listener_lost", channel=channel, error=type(error).__name__)
        await asyncio.sleep(RECONNECT_S)


async def _listen_once(settings: DatabaseSettings, channel: str, wake: Wake) -> None:
    connection = await asyncpg.connect(settings.url)
    lost = asyncio.Event()
    connection.add_termination_listener(lambda *_: lost.set())
    try:
        await connection.add_listener(channel, lambda *_: wake.ring())
        wake.ring()
        await lost.wait()
    finally:
        await connection.close(timeout=1)
