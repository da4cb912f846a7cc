"""The loop in each worker that tells 119: it needs neither queue nor relay."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog

from api.jobs.tools import Tools
from domains.care.ports import EmergencyService
from domains.care.public import cases
from infra.database import OUTAGES, own_connections
from infra.setting_sections import DatabaseSettings

log = structlog.get_logger()

LOOK_EVERY_S: Final = 0.5
CALLS_AT_ONCE: Final = 5
OWN_CONNECTIONS: Final = 1


@asynccontextmanager
async def calling_119(
    settings: DatabaseSettings, service: EmergencyService, tools: Tools
) -> AsyncIterator[None]:
    """While the block lasts: look twice a second for what 119 must hear."""
    calling = asyncio.create_task(_call_forever(settings, service, tools), name="119")
    try:
        yield
    finally:
        calling.cancel()
        with suppress(asyncio.CancelledError):
            await calling


async def _call_forever(
    settings: DatabaseSettings, service: EmergencyService, tools: Tools
) -> None:
    async with own_connections(settings, at_most=OWN_CONNECTIONS):
        while True:
            try:
                await cases.call_119(service, limit=CALLS_AT_ONCE, clock=tools.clock, ids=tools.ids)
            except OUTAGES as outage:
                log.warning("119.outage", error=type(outage).__name__)
            except Exception as fault:
                log.exception("119.unhandled", exc_info=fault)
            await asyncio.sleep(LOOK_EVERY_S)
