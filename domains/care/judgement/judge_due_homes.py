"""What a worker does again and again: look at the homes whose time has come."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

import structlog

from domains.care.judgement.claim_looks import Claimed, claim_looks
from domains.care.judgement.look import Looked, look
from domains.care.judgement.watch_homes import watch_new_homes
from domains.care.ports import RhythmModel
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

log = structlog.get_logger()

AT_ONCE: Final = 20
MOST_ROUNDS: Final = 50
"""A thousand homes a round of the job at most: after an outage a city is looked at in turns, and
what is urgent never waits behind it, for emergencies are no judgement."""


async def judge_due_homes(*, model: RhythmModel, clock: Clock, ids: Ids) -> Mapping[Looked, int]:
    """How many looks there were, by what became of them."""
    await watch_new_homes(clock=clock)
    counted: Counter[Looked] = Counter()
    for _ in range(MOST_ROUNDS):
        claimed = await claim_looks(limit=AT_ONCE, now=clock.now())
        for each in claimed:
            counted[await _looked(each, model=model, clock=clock, ids=ids)] += 1
        if len(claimed) < AT_ONCE:
            break
    return counted


async def _looked(claimed: Claimed, *, model: RhythmModel, clock: Clock, ids: Ids) -> Looked:
    """One home that cannot be judged now holds up no other: its lease runs out, and it is tried
    again. Nothing of it was written."""
    try:
        return await look(claimed, model=model, clock=clock, ids=ids)
    except Exception as fault:
        log.exception("care.look_failed", home=str(claimed.home_id), error=type(fault).__name__)
        return Looked.FAILED
