"""Tells Prometheus how it stands: every worker the same, so that none's word grows old."""

from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Final

from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from infra.again_and_again import ticking
from notifications import metrics
from notifications.channels import health
from notifications.channels.breaker import Circuit
from notifications.lanes import Lane
from notifications.operations.picture import Picture, Terms, look

EVERY_S: Final = 15.0
WATCHER: Final = system_actor("push metrics")


def telling(
    *, terms: Terms, clock: Clock, every_s: float = EVERY_S
) -> AbstractAsyncContextManager[None]:
    """While the block lasts."""
    show = partial(_show, terms, clock)
    return ticking(show, every_s=every_s, what="push-gauges")


async def _show(terms: Terms, clock: Clock) -> None:
    picture = await look(WATCHER, terms=terms, clock=clock)
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
