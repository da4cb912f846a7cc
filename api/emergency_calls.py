"""The loop in each worker that tells 119: it needs neither queue nor relay."""

import asyncio
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Final
from uuid import UUID

from api.jobs.tools import Tools
from domains.care.ports import EmergencyService
from domains.care.public import cases
from infra.again_and_again import again_and_again, beside, once
from infra.database import own_connections
from infra.setting_sections import DatabaseSettings

LOOK_EVERY_S: Final = 0.5
CALLS_AT_ONCE: Final = 5
OWN_CONNECTIONS: Final = 2
"""No try holds one while 119 is told."""


def calling_119(
    settings: DatabaseSettings, service: EmergencyService, tools: Tools
) -> AbstractAsyncContextManager[None]:
    """While the block lasts: look twice a second for what 119 must hear."""
    return beside(_call_forever(settings, service, tools), what="119")


async def _call_forever(
    settings: DatabaseSettings, service: EmergencyService, tools: Tools
) -> None:
    async with own_connections(settings, at_most=OWN_CONNECTIONS):
        callers = Callers(service, tools)
        try:
            await again_and_again(callers.look, every_s=LOOK_EVERY_S, what="119")
        finally:
            await callers.stop()


class Callers:
    """Tries under way, each by itself: whichever hangs or breaks, the others go on and new ones
    begin. While the link is down there is one at a time."""

    def __init__(self, service: EmergencyService, tools: Tools) -> None:
        self._service, self._tools = service, tools
        self._link = cases.Link()
        self._under_way: dict[UUID, asyncio.Task[None]] = {}

    async def look(self) -> int:
        """Begin what is due, as far as there is room; how many are under way."""
        free = self._link.most(CALLS_AT_ONCE) - len(self._under_way)
        if free > 0:
            for call_id in await cases.claim_calls(limit=free, clock=self._tools.clock):
                self._begin(call_id)
        return len(self._under_way)

    async def stop(self) -> None:
        """What is cut off is taken up by another worker when its lease ends."""
        trying = list(self._under_way.values())
        for each in trying:
            each.cancel()
        await asyncio.gather(*trying, return_exceptions=True)

    def _begin(self, call_id: UUID) -> None:
        if call_id in self._under_way:
            return
        trying = asyncio.create_task(
            once(partial(self._try, call_id), what="119"), name=f"119-{call_id}"
        )
        self._under_way[call_id] = trying
        trying.add_done_callback(lambda _: self._under_way.pop(call_id, None))

    async def _try(self, call_id: UUID) -> None:
        clock, ids = self._tools.clock, self._tools.ids
        answer = await cases.tell_119(call_id, self._service, clock=clock, ids=ids)
        if self._link.heard(answer):
            await cases.try_all_again(clock=clock)
