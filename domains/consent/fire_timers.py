"""The job that does what is due: each timer once, in the transaction that marks it fired."""

from typing import assert_never
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent import timers
from domains.consent.advertising import ask_reconfirmation, keep_by_silence
from domains.consent.lapse import tell_lapse_coming
from domains.consent.tell_of_provisions import tell_digest
from domains.consent.timers import Alarm, Kind
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.one_by_one import one_by_one


async def fire_timers(*, clock: Clock, ids: Ids, limit: int) -> int:
    """Fire what is due, the oldest first; how many fired. One that fails rings at the next turn."""

    async def fire_one(timer_id: UUID) -> int:
        async with in_transaction():
            alarm = await timers.take(timer_id, clock=clock)
            if alarm is None:
                return 0
            await _fire(alarm, clock=clock, ids=ids)
            return 1

    due = await timers.due(limit=limit, clock=clock)
    return await one_by_one(due, fire_one, what="timers of consents")


async def _fire(alarm: Alarm, *, clock: Clock, ids: Ids) -> None:
    match alarm.kind:
        case Kind.LAPSE_COMING:
            await tell_lapse_coming(alarm, clock=clock, ids=ids)
        case Kind.RECONFIRM:
            await ask_reconfirmation(alarm, clock=clock, ids=ids)
        case Kind.SILENCE:
            await keep_by_silence(alarm, clock=clock, ids=ids)
        case Kind.DIGEST:
            await tell_digest(alarm, clock=clock, ids=ids)
        case unreachable:
            assert_never(unreachable)
