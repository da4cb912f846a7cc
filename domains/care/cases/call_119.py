"""All that 119 must hear now, each call by itself."""

import asyncio
from typing import Final

from domains.care.cases.claim_calls import claim_calls
from domains.care.cases.emergency import EmergencyService
from domains.care.cases.tell_119 import tell_119
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

AT_ONCE: Final = 5


async def call_119(
    service: EmergencyService, *, limit: int = AT_ONCE, clock: Clock, ids: Ids
) -> int:
    """How many calls were tried, at most `limit` at the same time; each under its own lease, with
    its own timeout and its own next try. Raises what our own database raised for one of them,
    once all are through. Who does this for ever asks `claim_calls` itself (`api.emergency_calls`).
    """
    claimed = await claim_calls(limit=limit, clock=clock)
    tries = (tell_119(call_id, service, clock=clock, ids=ids) for call_id in claimed)
    for outcome in await asyncio.gather(*tries, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
    return len(claimed)
