"""The sweep that rings what is due: each alarm once, whoever sweeps."""

from datetime import timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.governance.events import (
    BreachDueSoon,
    BreachOverdue,
    CaseDueSoon,
    CaseOverdue,
    CaseWaits,
)
from domains.governance.models import Breach, Case, Timer
from domains.governance.timers import remind
from domains.governance.vocabulary import Alarm
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.events import Event
from domains.kernel.ids import Ids
from domains.kernel.one_by_one import one_by_one

AGAIN_AFTER = timedelta(days=7)
"""A reminder comes again each week, as long as the case waits: nobody is dropped."""

DAYS_LEFT = {Alarm.DUE_IN_3_DAYS: 3, Alarm.DUE_IN_1_DAY: 1}


async def ring_timers(*, limit: int, clock: Clock, ids: Ids) -> int:
    """Ring up to `limit` timers that are due; how many rang. One that fails is heard again."""

    async def ring_one(timer_id: UUID) -> int:
        async with in_transaction():
            timer = await _take(timer_id, clock)
            if timer is None:
                return 0
            await outbox.record_all(await _said(timer, clock, ids), clock=clock, ids=ids)
            return 1

    return await one_by_one(await _due(limit, clock), ring_one, what="alarms of the desk")


async def _due(limit: int, clock: Clock) -> list[UUID]:
    rows = await sql.fetch(
        """
        SELECT id FROM governance.timers WHERE rang_at IS NULL AND rings_at <= $1
        ORDER BY rings_at, id LIMIT $2
        """,
        clock.now(),
        limit,
    )
    return [row["id"] for row in rows]


async def _take(timer_id: UUID, clock: Clock) -> Timer | None:
    """Marked as rung within this transaction; None where somebody else has it."""
    rows = await sql.fetch(
        """
        UPDATE governance.timers SET rang_at = $2 WHERE id IN (
            SELECT id FROM governance.timers WHERE id = $1 AND rang_at IS NULL
            FOR UPDATE SKIP LOCKED
        ) RETURNING id
        """,
        timer_id,
        clock.now(),
    )
    return await Timer.get(id=timer_id) if rows else None


async def _said(timer: Timer, clock: Clock, ids: Ids) -> list[Event]:
    if (case := await Case.get_or_none(id=timer.about_id)) is not None:
        return [await _about_case(case, timer, clock, ids)]
    if (breach := await Breach.get_or_none(id=timer.about_id)) is not None:
        return [_about_breach(breach, timer)]
    return []


async def _about_case(case: Case, timer: Timer, clock: Clock, ids: Ids) -> Event:
    match timer.alarm:
        case Alarm.PROOF_REMINDER | Alarm.DRAFT_REMINDER:
            await remind(case.id, timer.alarm, at=clock.now() + AGAIN_AFTER, ids=ids)
            return CaseWaits(case.id, case.kind, case.applicant_id, case.state)
        case Alarm.OVERDUE:
            assert case.last_day is not None
            return CaseOverdue(case.id, case.kind, case.last_day)
        case Alarm.DUE_IN_3_DAYS | Alarm.DUE_IN_1_DAY:
            assert case.last_day is not None
            return CaseDueSoon(case.id, case.kind, case.last_day, DAYS_LEFT[timer.alarm])


def _about_breach(breach: Breach, timer: Timer) -> Event:
    if timer.alarm is Alarm.OVERDUE:
        return BreachOverdue(breach.id, breach.due_at)
    return BreachDueSoon(breach.id, breach.due_at)
