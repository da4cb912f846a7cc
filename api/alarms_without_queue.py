"""An alarm waits for no queue: what Valkey or the relay left undone, each worker does by itself.

The queue is the usual way, since it spreads the work. While it is away, or hangs, events that are
urgent still lie in the outbox, and the chains of alarms in their table: both are taken under a row
lock, so that whoever comes second finds nothing.
"""

from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from functools import partial
from typing import Final

import structlog

from api.jobs.tools import Tools
from domains.kernel import outbox
from infra.again_and_again import ticking
from infra.queue.consume import consume
from notifications import public as notifications

log = structlog.get_logger()

LATE: Final = timedelta(seconds=2)
"""The queue takes milliseconds; a fallback's sweep comes round each second."""

LOOK_EVERY_S: Final = 1.0
EVENTS_AT_ONCE: Final = 25
CHAINS_AT_ONCE: Final = 200


def alarms_without_queue(tools: Tools) -> AbstractAsyncContextManager[None]:
    """While the block lasts: look each second for alarms that nobody has in hand."""
    look = partial(take_up_alarms, tools)
    return ticking(look, every_s=LOOK_EVERY_S, what="alarms")


async def take_up_alarms(tools: Tools) -> int:
    """Do what is urgent and late; how many events and chains that were."""
    late = await outbox.overdue_urgent(late_by=LATE, limit=EVENTS_AT_ONCE, clock=tools.clock)
    done = await consume(late, react=tools.reactions.react, clock=tools.clock) if late else []
    fired = await notifications.fire_fallbacks(
        chains=tools.reactions.chains,
        limit=CHAINS_AT_ONCE,
        clock=tools.clock,
        ids=tools.ids,
        late_by=LATE,
    )
    if done or fired:
        log.warning("alarms.without_queue", events=len(done), chains=fired)
        tools.nudge()
    return len(done) + fired
