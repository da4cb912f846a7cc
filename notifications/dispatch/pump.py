"""One lane's loop: claims while there is something due and a slot free, and waits otherwise."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol

import structlog

from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.database import OUTAGES
from notifications.claim_due import claim_lane
from notifications.claimed import Claimed
from notifications.dispatch.turn import OUTAGE_REST_S, Means, take_turn
from notifications.lanes import Lane

log = structlog.get_logger()

POLL_S: Final = 0.25
"""What falls due by itself (a retry, a held message, another worker's lapsed lease) is found so
soon; what is new rings the bell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of one lane a worker holds in its hands at once: `batch` × `at_once` deliveries.

    Small enough that a batch never keeps the event loop for long, large enough that the wire never
    idles between two.
    """

    batch: int
    at_once: int


class Pages(Protocol):
    """Where more comes from when little waits: the next receivers of a running campaign.

    Born leased by this worker and committed when it returns. Nothing when no campaign runs.
    """

    def __call__(
        self, *, lane: Lane, limit: int, clock: Clock, ids: Ids
    ) -> Awaitable[list[Claimed]]: ...


class Pump:
    """Runs for as long as its worker, whatever fails; what is in its hands is bounded."""

    def __init__(self, lane: Lane, share: Share, *, means: Means, pages: Pages | None) -> None:
        self._lane = lane
        self._share = share
        self._means = means
        self._pages = pages
        self._free = asyncio.Semaphore(share.at_once)
        self._bell = asyncio.Event()
        self._stopping = False
        self._turns: set[asyncio.Task[None]] = set()

    def nudge(self) -> None:
        """Something of this lane may be due."""
        self._bell.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is under way is done."""
        self._stopping = True
        self._bell.set()

    async def run(self) -> None:
        """Until stopped. Cancelled, it leaves leases that lapse."""
        try:
            while not self._stopping:
                await self._free.acquire()
                if not await self._begin():
                    self._free.release()
                    await self._rest()
            if self._turns:
                await asyncio.wait(self._turns)
        finally:
            for turn in self._turns:
                turn.cancel()

    async def _begin(self) -> bool:
        """Begin one turn; False where there is nothing to do, or nobody to ask."""
        if self._stopping:
            return False
        self._bell.clear()
        try:
            claimed = await self._next()
        except OUTAGES as fault:
            log.warning("push.claim_failed", lane=self._lane.name, error=type(fault).__name__)
            await asyncio.sleep(OUTAGE_REST_S)
            return False
        except Exception as fault:
            log.exception("push.claim_broke", lane=self._lane.name, exc_info=fault)
            return False
        if not claimed:
            return False
        turn = asyncio.create_task(self._turn(claimed))
        self._turns.add(turn)
        turn.add_done_callback(self._done)
        return True

    async def _next(self) -> list[Claimed]:
        """What waits goes first; a campaign fills what room it leaves."""
        batch, clock, ids = self._share.batch, self._means.clock, self._means.ids
        stopped = self._means.halts.stopped
        claimed = await claim_lane(self._lane, limit=batch, clock=clock, stopped=stopped)
        if self._pages is not None and len(claimed) < batch // 2:
            claimed += await self._pages(lane=self._lane, limit=batch, clock=clock, ids=ids)
        return claimed

    async def _turn(self, claimed: list[Claimed]) -> None:
        """What fails here is left to its lease: it lapses, and the batch is due again."""
        try:
            await take_turn(claimed, means=self._means)
        except OUTAGES as fault:
            log.warning("push.turn_failed", lane=self._lane.name, error=type(fault).__name__)
        except Exception as fault:
            log.exception("push.turn_broke", lane=self._lane.name, exc_info=fault)

    def _done(self, turn: "asyncio.Task[None]") -> None:
        self._turns.discard(turn)
        self._free.release()

    async def _rest(self) -> None:
        if self._stopping:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL_S):
                await self._bell.wait()
