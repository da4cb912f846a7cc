"""Whether a home is too quiet is judged though no queue says so.

The queue's sweep is the usual way. While it is away timers go on, so that a question that is open
climbs to her family and the care worker; her steps, which end it, are read by looks alone. So each
worker looks by itself at homes that have waited: leases keep two from looking at once.
"""

from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from functools import partial
from typing import Final

import structlog

from api.jobs.tools import Tools
from domains.care import public as care
from infra.again_and_again import again_and_again, beside
from infra.database import own_connections
from infra.setting_sections import DatabaseSettings
from infra.telemetry import metrics

log = structlog.get_logger()

LATE: Final = timedelta(seconds=10)
"""The queue's sweep comes round every two seconds."""
LOOK_EVERY_S: Final = 5.0
OWN_CONNECTIONS: Final = 2
"""Whoever judges a city's homes after an outage takes no alarm's connection."""


def looks_without_queue(
    settings: DatabaseSettings, tools: Tools
) -> AbstractAsyncContextManager[None]:
    """While the block lasts: look at homes for which no job came."""
    return beside(_apart(settings, tools), what="looks")


async def _apart(settings: DatabaseSettings, tools: Tools) -> None:
    async with own_connections(settings, at_most=OWN_CONNECTIONS):
        look = partial(take_up_looks, tools)
        await again_and_again(look, every_s=LOOK_EVERY_S, what="looks")


async def take_up_looks(tools: Tools) -> int:
    """Judge the homes that have waited too long; how many looks that were."""
    waited = await care.judgement.longest_wait(clock=tools.clock)
    metrics.LOOKS_WAIT.set(waited.total_seconds())
    if waited <= LATE:
        return 0
    looked = await care.judgement.judge_due_homes(
        model=tools.models.rhythm, clock=tools.clock, ids=tools.ids
    )
    log.warning("looks.without_queue", looks=sum(looked.values()), waited_s=waited.total_seconds())
    return sum(looked.values())
