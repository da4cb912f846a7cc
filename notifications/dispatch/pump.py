"""One lane's loop: claims while there is something due and a slot free, and waits otherwise."""

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

import structlog

from domains.kernel.clock import Clock
from infra.database import OUTAGES
from notifications.claim_due import claim_lane
from notifications.claimed import Claimed
from notifications.dispatch.turn import OUTAGE_REST_S, Means, take_turn
from notifications.lanes import Lane

log = structlog.get_logger()

POLL_S: Final = 0.25
"""What falls due by itself (a retry, a held message, another worker's lapsed lease) is found so
soon; what is new rings the bell."""

AGAIN_S: Final = 0.01
"""Between two pages of which nobody is told at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of one lane a worker holds in its hands at once: `batch` × `at_once` deliveries.

    Small enough that a batch never keeps the event loop for long, large enough that the wire never
    idles between two. A `page` of a campaign is cut into batches: writing one costs some
    milliseconds whatever its size.
    """

    batch: int
    at_once: int
    page: int = 1000


class Pages(Protocol):
    """Where more comes from when little waits: the next receivers of a running campaign."""

    async def next_page(self, *, lane: Lane, limit: int, clock: Clock) -> list[Claimed]:
        """Born leased by this worker, and committed. None of them where everybody was held back,
        where another worker has the campaign in hand, or where none runs."""

    async def has_more(self, lane: Lane, *, at: datetime) -> bool:
        """Whether it is worth asking again at once."""


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
        self._rest_s = POLL_S
        self._ahead: deque[list[Claimed]] = deque()
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
            while self._ahead or not self._stopping:
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
        if self._stopping and not self._ahead:
            return False
        try:
            claimed = self._ahead.popleft() if self._ahead else await self._next()
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
        self._bell.clear()
        self._rest_s = POLL_S
        share, clock, stopped = self._share, self._means.clock, self._means.halts.stopped
        claimed = await claim_lane(self._lane, limit=share.batch, clock=clock, stopped=stopped)
        if len(claimed) < share.batch // 2 and self._pages is not None:
            await self._look_ahead(self._pages, clock)
        return claimed or (self._ahead.popleft() if self._ahead else [])

    async def _look_ahead(self, pages: Pages, clock: Clock) -> None:
        page = await pages.next_page(lane=self._lane, limit=self._share.page, clock=clock)
        size = self._share.batch
        self._ahead.extend(page[first : first + size] for first in range(0, len(page), size))
        if not page and await pages.has_more(self._lane, at=clock.now()):
            self._rest_s = AGAIN_S

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
            async with asyncio.timeout(self._rest_s):
                await self._bell.wait()
