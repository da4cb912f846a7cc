"""Tells Prometheus how it stands: every worker the same, so that none's word grows old."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import structlog

from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from infra.database import OUTAGES
from notifications import metrics
from notifications.channels import health
from notifications.channels.breaker import Circuit
from notifications.lanes import Lane
from notifications.operations.picture import Picture, Terms, look

log = structlog.get_logger()

EVERY_S: Final = 15.0
WATCHER: Final = system_actor("push metrics")


@asynccontextmanager
async def telling(*, terms: Terms, clock: Clock, every_s: float = EVERY_S) -> AsyncIterator[None]:
    """While the block lasts."""
    task = asyncio.create_task(_tell_on(terms, clock, every_s), name="push-gauges")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _tell_on(terms: Terms, clock: Clock, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        try:
            picture = await look(WATCHER, terms=terms, clock=clock)
        except OUTAGES as fault:
            log.warning("push.gauges_unread", error=type(fault).__name__)
            continue
        if isinstance(picture, Picture):
            tell(picture)


def tell(picture: Picture) -> None:
    """Set every gauge; what is not there is said to be nothing, lest yesterday's number stay."""
    given_up = dict.fromkeys(Lane, 0)
    for heap in picture.dead_letters:
        given_up[heap.lane] += heap.n
    for queue in picture.queues:
        lane = metrics.LANES[queue.lane]
        metrics.OPEN.labels(lane, "due").set(queue.due)
        metrics.OPEN.labels(lane, "sending").set(queue.sending)
        metrics.OPEN.labels(lane, "later").set(queue.later)
        metrics.OLDEST.labels(lane).set(queue.oldest.total_seconds() if queue.oldest else 0)
        metrics.DEAD_LETTERS.labels(lane).set(given_up[queue.lane])
    for circuit in picture.circuits:
        health.BROKEN.labels(circuit.circuit).set(circuit.state is Circuit.OPEN)
    metrics.QUOTA.set(picture.quota_used)
    metrics.WORKERS.set(picture.recent.workers)
    reports = [each.report for each in picture.campaigns if each.report is not None]
    metrics.FAN_OUT_OPEN.set(sum(report.tally.open for report in reports))
    metrics.FAN_OUT_DONE.set(min((report.done for report in reports), default=1))
