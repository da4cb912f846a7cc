"""The engine of one worker process: a pump for each lane, and an eye on what is stopped.

Lanes share nothing but the processor: each claims, sends and settles for itself, with at most its
share in its hands, and the safety lane over database connections of its own. So a campaign to the
whole city never makes an alarm wait.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from types import MappingProxyType
from typing import Final

import structlog

from infra.again_and_again import once, ticking
from notifications.dispatch.halts import NEVER_BLIND, REFRESH_S
from notifications.dispatch.pump import Pages, Pump, Share
from notifications.dispatch.turn import Means
from notifications.lanes import Lane

log = structlog.get_logger()

SHARES: Final[Mapping[Lane, Share]] = MappingProxyType(
    {
        Lane.SAFETY: Share(batch=50, at_once=4),
        Lane.CARE: Share(batch=100, at_once=2),
        Lane.SERVICE: Share(batch=250, at_once=5),
        Lane.ADVERTISING: Share(batch=250, at_once=5),
    }
)

DRAIN_S: Final = 20.0

Apart = Callable[[], AbstractAsyncContextManager[object]]
"""Opens database connections that nobody but the task within (and those it starts) will use."""


class Dispatcher:
    """Sends whatever is due for as long as `running` lasts. One a process."""

    def __init__(
        self,
        *,
        means: Means,
        pages: Pages | None = None,
        shares: Mapping[Lane, Share] = SHARES,
        apart: Apart = nullcontext,
    ) -> None:
        self._means = means
        self._apart = apart
        self._pumps = {
            lane: Pump(lane, share, means=means, pages=pages) for lane, share in shares.items()
        }

    def nudge(self, *lanes: Lane) -> None:
        """Something was committed that may be due: of these lanes, or of any."""
        for lane in lanes or self._pumps:
            self._pumps[lane].nudge()

    async def refresh_halts(self) -> None:
        """Look at once for what was stopped; otherwise it is seen within a quarter of a second."""
        await self._means.halts.refresh()

    @asynccontextmanager
    async def running(self, *, drain_s: float = DRAIN_S) -> AsyncIterator["Dispatcher"]:
        """While the block lasts. At its end what is under way is finished, for at most `drain_s`
        seconds; what is left then is due again when its lease lapses."""
        pumping = [
            asyncio.create_task(self._pump(lane), name=f"push-{lane.name.lower()}")
            for lane in self._pumps
        ]
        async with ticking(self.refresh_halts, every_s=REFRESH_S, what="push-halts"):
            try:
                yield self
            finally:
                for pump in self._pumps.values():
                    pump.stop()
                await asyncio.wait(pumping, timeout=drain_s)
                for task in pumping:
                    task.cancel()
                await asyncio.gather(*pumping, return_exceptions=True)

    async def _pump(self, lane: Lane) -> None:
        """A lane that may not send blind looks first: it would hand back whatever it claimed."""
        if lane not in NEVER_BLIND:
            await once(self.refresh_halts, what="push-halts")
        if lane is Lane.SAFETY:
            async with self._apart():
                await self._pumps[lane].run()
        else:
            await self._pumps[lane].run()
