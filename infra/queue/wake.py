"""Hear PostgreSQL say that new rows lie in the outbox."""

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
    """A bell that rings at the commit of new outbox rows.

    It only saves waiting: a lost notification costs one poll interval, never an event.
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
async def listening(settings: DatabaseSettings) -> AsyncIterator[Wake]:
    """A Wake that listens for as long as the block lasts, reconnecting when it must."""
    wake = Wake()
    listener = asyncio.create_task(_listen(settings, wake), name="outbox-listener")
    try:
        yield wake
    finally:
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)


async def _listen(settings: DatabaseSettings, wake: Wake) -> None:
    while True:
        try:
            await _listen_once(settings, wake)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("outbox.listener_lost", error=type(error).__name__)
        await asyncio.sleep(RECONNECT_S)


async def _listen_once(settings: DatabaseSettings, wake: Wake) -> None:
    connection = await asyncpg.connect(settings.url)
    lost = asyncio.Event()
    connection.add_termination_listener(lambda *_: lost.set())
    try:
        await connection.add_listener(CHANNEL, lambda *_: wake.ring())
        wake.ring()
        await lost.wait()
    finally:
        await connection.close(timeout=1)
