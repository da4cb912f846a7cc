"""The keys of one process: opened beside its database, closed with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import asyncpg
import structlog

from domains.kernel import personal
from infra.keys.keyring import Keyring
from infra.keys.schema import CHANNEL
from infra.keys.store import KeyStore
from infra.keys.wrapping import wrapping
from infra.setting_sections import KeysSettings
from infra.settings import Settings

log = structlog.get_logger()

RECONNECT_S = 1.0


@asynccontextmanager
async def open_keys(settings: Settings) -> AsyncIterator[Keyring]:
    """Let this process's domains seal and open until the block ends.

    Comes up without the key store: what needs it then says UNAVAILABLE until it is back.
    """
    chosen = settings.keys
    async with asyncpg.create_pool(
        chosen.url,
        min_size=0,
        max_size=chosen.pool_max,
        timeout=chosen.patience_s,
        command_timeout=chosen.patience_s,
        server_settings={"timezone": "UTC", "application_name": "osan-talk keys"},
    ) as pool:
        ring = Keyring(
            KeyStore(pool, patience_s=chosen.patience_s),
            wrapping(settings),
            remember_s=chosen.remember_s,
            most=chosen.remember_most,
        )
        listener = asyncio.create_task(_listen(chosen, ring), name="keys-listener")
        try:
            with personal.bound(ring):
                yield ring
        finally:
            listener.cancel()
            await asyncio.gather(listener, return_exceptions=True)


async def _listen(settings: KeysSettings, ring: Keyring) -> None:
    while True:
        try:
            await _listen_once(settings, ring)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("keys.listener_lost", error=type(error).__name__)
        ring.forget_all()
        await asyncio.sleep(RECONNECT_S)


async def _listen_once(settings: KeysSettings, ring: Keyring) -> None:
    connection = await asyncpg.connect(settings.url, timeout=settings.patience_s)
    lost = asyncio.Event()
    connection.add_termination_listener(lambda *_: lost.set())
    try:
        await connection.add_listener(CHANNEL, lambda *said: _hear(ring, said[3]))
        ring.forget_all()
        await lost.wait()
    finally:
        with suppress(OSError, TimeoutError, asyncpg.InterfaceError):
            await connection.close(timeout=1)


def _hear(ring: Keyring, whom: str) -> None:
    if whom == "all":
        ring.forget_all()
    else:
        ring.forget(UUID(whom))
