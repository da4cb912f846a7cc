"""What happens when a timer fires, and the loop in each worker that fires them.

No queue: timers are rows, and whichever worker is free takes what is due (decision 26).
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Final, Protocol

import structlog

from domains.care import public as care
from domains.kernel import timers
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.timers import Fired, Handlers, Timer, Together
from domains.kernel.timers.set import CHANNEL, LOOK_EVERY
from infra.again_and_again import beside, ticking
from infra.database import OUTAGES, own_connections
from infra.queue.wake import Wake, listening
from infra.setting_sections import DatabaseSettings
from infra.telemetry import metrics

log = structlog.get_logger()


class Rings(Protocol):
    """The use case of a timer; it runs as `domains.kernel.timers.Handler` does."""

    async def __call__(self, timer: Timer, *, clock: Clock, ids: Ids) -> None: ...


class RingTogether(Protocol):
    """The same of many timers at once, as `domains.kernel.timers.Together` does."""

    async def __call__(self, timers: Sequence[Timer], *, clock: Clock, ids: Ids) -> None: ...


TIMERS: Final[Mapping[str, Rings]] = {
    care.people.PAUSE_ENDS: care.people.resume_when_due,
    care.check_ins.ASK: care.check_ins.ask_when_due,
    care.check_ins.FOLLOW: care.check_ins.follow_when_due,
    care.cases.TOPIC: care.cases.case_is_due,
}
"""Topic -> use case. A timer of a topic that is not here waits for a release that knows it."""

TOGETHER: Final[Mapping[str, RingTogether]] = {care.judgement.JUDGE: care.judgement.mark_due}
"""Those whose effect is one statement, however many ring: a city's homes are quiet at one hour."""

AT_ONCE: Final = 100
"""In one transaction. A morning's thousands are worked off in such turns, so that what is urgent
never waits for more than one of them."""

SHORTEST_REST_S: Final = 0.1
"""What is due and was not fired is in another worker's hands."""

OUTAGE_REST_S: Final = 0.5
COUNT_EVERY_S: Final = 15.0
OWN_CONNECTIONS: Final = 2
"""Firing never waits for the jobs of its process."""


def handlers(*, clock: Clock, ids: Ids) -> Handlers:
    """All that timers do, with this process's clock and ids."""
    each = {topic: partial(rings, clock=clock, ids=ids) for topic, rings in TIMERS.items()}
    together = {
        topic: Together(partial(rings, clock=clock, ids=ids)) for topic, rings in TOGETHER.items()
    }
    return {**each, **together}


@asynccontextmanager
async def firing_timers(
    settings: DatabaseSettings, *, clock: Clock, ids: Ids
) -> AsyncIterator[None]:
    """While the block lasts: fire what is due. Needs the database and people's keys, no more: so
    a worker that starts begins with it."""
    counts = partial(count, clock)
    async with (
        listening(settings, channel=CHANNEL) as wake,
        ticking(counts, every_s=COUNT_EVERY_S, what="timers-count"),
        beside(_apart(settings, wake, clock=clock, ids=ids), what="timers"),
    ):
        yield


async def _apart(settings: DatabaseSettings, wake: Wake, *, clock: Clock, ids: Ids) -> None:
    async with own_connections(settings, at_most=OWN_CONNECTIONS):
        await _fire_forever(wake, clock=clock, ids=ids)


async def _fire_forever(wake: Wake, *, clock: Clock, ids: Ids) -> None:
    all_handlers = handlers(clock=clock, ids=ids)
    while True:
        try:
            fired = await fire_turn(all_handlers, clock=clock)
            if not fired.is_full:
                await wake.wait(at_most_s=await _rest_s(list(all_handlers), clock))
        except OUTAGES as outage:
            log.warning("timers.outage", error=type(outage).__name__)
            await asyncio.sleep(OUTAGE_REST_S)
        except Exception as fault:
            log.exception("timers.unhandled", exc_info=fault)
            await asyncio.sleep(OUTAGE_REST_S)


async def fire_turn(all_handlers: Handlers, *, clock: Clock) -> Fired:
    """One turn, measured."""
    fired = await timers.fire_due(all_handlers, limit=AT_ONCE, clock=clock)
    for late_s in fired.lateness_s:
        metrics.TIMER_LATENESS.observe(max(0.0, late_s))
    for failed in fired.failed:
        metrics.TIMERS_FAILED.labels(failed.topic).inc()
    return fired


async def _rest_s(topics: list[str], clock: Clock) -> float:
    """Until the next one rings, at most as long as a missed notification may cost."""
    rings_at = await timers.next_ring(topics)
    longest = LOOK_EVERY.total_seconds()
    if rings_at is None:
        return longest
    return min(longest, max(SHORTEST_REST_S, (rings_at - clock.now()).total_seconds()))


async def count(clock: Clock) -> None:
    """Show how many wait, are due, and cannot be fired."""
    held = await timers.backlog(clock=clock)
    metrics.TIMERS.labels("pending").set(held.pending)
    metrics.TIMERS.labels("due").set(held.due)
    metrics.TIMERS.labels("troubled").set(held.troubled)
