"""The job that tells 119: until it is taken, or the case is over."""

from datetime import datetime, timedelta
from typing import Final

import structlog
from tortoise.transactions import in_transaction

from domains.care.cases.describe_call import describe_call
from domains.care.cases.emergency import EmergencyEvent, EmergencyService, NotTaken, TakenBy119
from domains.care.cases.events import EmergencyNotSent
from domains.care.cases.models import EmergencyCall
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

log = structlog.get_logger()

LEASE: Final = timedelta(seconds=15)
"""Longer than one try takes: a killed worker's call is taken up by another."""

FIRST_RETRY: Final = timedelta(seconds=5)
LONGEST_RETRY: Final = timedelta(minutes=1)
COMPLETED_AFTER: Final = timedelta(seconds=30)
"""What could not be opened is tried again."""


async def call_119(service: EmergencyService, *, limit: int, clock: Clock, ids: Ids) -> int:
    """How many calls were tried. No transaction is open while 119 is told.

    A worker that dies in between tells it twice under the same id, which is one call to them.
    """
    calls = await _claim(limit=limit, now=clock.now())
    for call in calls:
        event = await describe_call(call, clock=clock, ids=ids)
        answer = await service.tell(event)
        async with in_transaction():
            await _keep(call, event, answer, clock=clock, ids=ids)
    return len(calls)


async def _claim(*, limit: int, now: datetime) -> list[EmergencyCall]:
    """A case that is over needs nobody: whoever ended it knows how she is."""
    rows = await sql.fetch(
        """
        UPDATE care.emergency_calls SET try_at = $2, tries = least(tries + 1, 1000)
        WHERE id = ANY(ARRAY(
            SELECT e.id FROM care.emergency_calls e JOIN care.cases c ON c.id = e.case_id
            WHERE e.taken_at IS NULL AND e.try_at <= $1 AND c.ended_at IS NULL
            ORDER BY e.try_at LIMIT $3 FOR UPDATE OF e SKIP LOCKED
        ))
        RETURNING id
        """,
        now,
        now + LEASE,
        limit,
    )
    return await EmergencyCall.filter(id__in=[row["id"] for row in rows]).order_by("asked_at")


async def _keep(
    call: EmergencyCall,
    event: EmergencyEvent,
    answer: TakenBy119 | NotTaken,
    *,
    clock: Clock,
    ids: Ids,
) -> None:
    now = clock.now()
    if isinstance(answer, TakenBy119):
        call.reference = answer.reference
        if event.is_complete:
            call.taken_at = now
        call.try_at = now + COMPLETED_AFTER
    else:
        log.warning("care.119_did_not_take_it", error=answer.value, tries=call.tries)
        is_first = call.last_error is None  # a try that died with its worker told nobody
        call.last_error = answer.value
        call.try_at = now + min(LONGEST_RETRY, FIRST_RETRY * 2 ** min(call.tries - 1, 6))
        if is_first:
            await _let_people_telephone(call, clock=clock, ids=ids)
    await call.save(update_fields=["reference", "taken_at", "try_at", "last_error"])


async def _let_people_telephone(call: EmergencyCall, *, clock: Clock, ids: Ids) -> None:
    """At the first failure: a machine may go on trying, nobody waits for it."""
    event = EmergencyNotSent(
        call_id=call.id, case_id=call.case_id, senior_id=call.senior_id, since=clock.now()
    )
    await outbox.record(event, clock=clock, ids=ids)
