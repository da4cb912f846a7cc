"""One try of one call: what happened, or how it ended. No transaction is open while 119 is told."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from domains.care.cases.describe_call import cause_of, describe_call, in_few_words
from domains.care.cases.emergency import (
    EmergencyEnding,
    EmergencyEvent,
    EmergencyService,
    NotTaken,
    TakenBy119,
)
from domains.care.cases.keep_answer_of_119 import keep_answer, keep_answer_to_ending
from domains.care.cases.models import Case, EmergencyCall
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

log = structlog.get_logger()

TRY_FOR: Final = timedelta(seconds=10)
"""However long the link itself would wait. Well within the lease."""


async def tell_119(
    call_id: UUID, service: EmergencyService, *, clock: Clock, ids: Ids
) -> TakenBy119 | NotTaken | None:
    """Of a claimed call; None where nothing was to be told any more, or what 119 lacks cannot be
    opened yet. Whatever the service raises is
    an answer, so that it delays no other call; an outage of our own database is raised.

    A worker that dies in between tells it twice under the same id, which is one call to them.
    """
    call = await EmergencyCall.get_or_none(id=call_id)
    if call is None:
        return None  # she left
    if call.ending_taken_at is not None:
        return None
    if call.ending_id is not None:
        return await _tell_ending(call, service, clock=clock)
    return await _tell_call(call, service, clock=clock, ids=ids)


async def _tell_call(
    call: EmergencyCall, service: EmergencyService, *, clock: Clock, ids: Ids
) -> TakenBy119 | NotTaken | None:
    event = await _described(call, clock=clock, ids=ids)
    if event is None or _says_less(event, call) or not await _goes_out(call.id, clock=clock):
        return None
    answer = await _tried(service.tell(event))
    await keep_answer(call, answer, event, clock=clock, ids=ids)
    return answer


def _says_less(event: EmergencyEvent, call: EmergencyCall) -> bool:
    """119 has her door already: what knows less would only take it from them. It is looked at again
    once the lease is over."""
    return call.taken_at is not None and (not event.is_complete or event.lacks_position)


async def _described(call: EmergencyCall, *, clock: Clock, ids: Ids) -> EmergencyEvent | None:
    """None where the case is over, or gone with her."""
    case = await Case.get_or_none(id=call.case_id, ended_at=None)
    if case is None:
        return None
    cause = await cause_of(call, case)
    try:
        return await describe_call(call, cause, clock=clock, ids=ids)
    except Exception as fault:
        log.exception("care.119_not_described", exc_info=fault)
        return in_few_words(call, cause)


async def _goes_out(call_id: UUID, *, clock: Clock) -> bool:
    """The last look before the network, and the trace that 119 may know from here on. Whoever ends
    the case at this moment comes before it, and nothing goes out; or after it, and 119 is told of
    the end."""
    waiting = EmergencyCall.filter(id=call_id, dropped_at=None, ending=None)
    is_first = await waiting.filter(sent_at=None).update(sent_at=clock.now())
    return bool(is_first) or await waiting.exists()


async def _tell_ending(
    call: EmergencyCall, service: EmergencyService, *, clock: Clock
) -> TakenBy119 | NotTaken:
    assert call.ending_id is not None
    case = await Case.get(id=call.case_id)
    assert case.ended_at is not None
    ending = EmergencyEnding(call.ending_id, call.id, call.ending, case.ended_at)
    answer = await _tried(service.end(ending))
    await keep_answer_to_ending(call, answer, ended_at=case.ended_at, clock=clock)
    return answer


async def _tried(told: Awaitable[TakenBy119 | NotTaken]) -> TakenBy119 | NotTaken:
    try:
        async with asyncio.timeout(TRY_FOR.total_seconds()):
            return await told
    except TimeoutError:
        return NotTaken.TOO_LATE
    except Exception as fault:
        log.exception("care.119_fault", exc_info=fault)
        return NotTaken.FAULT
