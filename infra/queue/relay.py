"""The relay's loops: due outbox rows become jobs, and sweeps come round."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from uuid import UUID

import asyncpg
import structlog
from arq.connections import ArqRedis
from redis.exceptions import RedisError
from tortoise.exceptions import BaseORMException

from domains.kernel import outbox
from domains.kernel.clock import Clock
from infra.queue.wake import Wake
from infra.setting_sections import RelaySettings
from infra.telemetry.metrics import OUTBOX

log = structlog.get_logger()

OUTAGES = (
    OSError,
    RedisError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    BaseORMException,
)
"""What a killed database or an emptied queue looks like from here: wait, and go on."""

EVENTS_PER_JOB = 25
URGENT_EVENTS_PER_JOB = 5
AHEAD = timedelta(hours=1)
"""arq takes jobs in the order of their times. An urgent one is dated back by more than any job lies
in the queue, which holds a few batches, and so is the next that a worker takes."""
REST_S = 0.5
BACKLOG_EVERY_S = 10.0
WINDOW = 8
"""Batches of a line that may be on offer at once. The rest waits in the table, or under a long
backlog each lapsed lease would put the same events into the queue again and again."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """A job that looks for due rows by itself, offered every so often."""

    job: str
    every: timedelta


@dataclass(slots=True)
class Line:
    """Events that are offered by themselves: how long the one line is, the other never feels."""

    urgent: bool
    events_per_job: int
    ahead: timedelta | None = None
    behind: bool = False


class Relay:
    """Offers due outbox rows to the queue. Several may run; rows are claimed, never shared."""

    def __init__(self, *, queue: ArqRedis, wake: Wake, settings: RelaySettings, clock: Clock):
        self._queue = queue
        self._wake = wake
        self._settings = settings
        self._clock = clock
        self._urgent = Line(urgent=True, events_per_job=URGENT_EVENTS_PER_JOB, ahead=-AHEAD)
        self._ordinary = Line(urgent=False, events_per_job=EVENTS_PER_JOB)

    async def offer_forever(self) -> None:
        """Offer as long as there is something due, then sleep until woken."""
        while True:
            try:
                offered = await self.offer_due()
            except OUTAGES as outage:
                log.warning("relay.outage", error=type(outage).__name__)
                await asyncio.sleep(REST_S)
                continue
            if offered < self._settings.batch:
                await self._wake.wait(at_most_s=self._settings.poll_s)

    async def offer_due(self) -> int:
        """Claim one batch of each line, put it into the queue, urgent ones first; how many events.

        A process that dies between the two leaves events that nobody was told of, and a killed
        worker leaves events that nobody does: their leases lapse, and they are offered again.
        """
        return await self._offer(self._urgent) + await self._offer(self._ordinary)

    async def _offer(self, line: Line) -> int:
        limit = await self._room(line) if line.behind else self._settings.batch
        claimed = await outbox.claim_line(
            urgent=line.urgent,
            limit=limit,
            lease=timedelta(seconds=self._settings.offer_lease_s),
            clock=self._clock,
        )
        for chunk in _chunks(claimed, line.events_per_job):
            event_ids = [str(event_id) for event_id in chunk]
            await self._queue.enqueue_job("react", event_ids, _defer_by=line.ahead)
        line.behind = len(claimed) == limit
        return len(claimed)

    async def _room(self, line: Line) -> int:
        """How many more events of a line may be on offer; asked only while there is a backlog."""
        window = WINDOW * self._settings.batch
        offered = await outbox.count_offered(urgent=line.urgent, clock=self._clock)
        return max(0, min(self._settings.batch, window - offered))

    async def sweep_forever(self, sweep: Sweep) -> None:
        """Offer one sweep at its pace; several relays offer each turn once."""
        while True:
            turn = int(self._clock.now().timestamp() / sweep.every.total_seconds())
            try:
                await self._queue.enqueue_job(sweep.job, _job_id=f"sweep:{sweep.job}:{turn}")
            except OUTAGES as outage:
                log.warning("relay.outage", error=type(outage).__name__)
            await asyncio.sleep(sweep.every.total_seconds())

    async def watch_backlog_forever(self) -> None:
        """Say how far behind the house is; given-up events want a person."""
        while True:
            try:
                waiting, given_up = await outbox.backlog()
                OUTBOX.labels("waiting").set(waiting)
                OUTBOX.labels("given_up").set(given_up)
            except OUTAGES as outage:
                log.warning("relay.outage", error=type(outage).__name__)
            await asyncio.sleep(BACKLOG_EVERY_S)


def _chunks(ids: Sequence[UUID], size: int) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while chunk := list(islice(rest, size)):
        yield chunk
