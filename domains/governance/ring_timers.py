"""The sweep that rings what is due: each alarm once, whoever sweeps."""

from datetime import timedelta

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

AGAIN_AFTER = timedelta(days=7)
"""A reminder comes again each week, as long as the case waits: nobody is dropped."""

DAYS_LEFT = {Alarm.DUE_IN_3_DAYS: 3, Alarm.DUE_IN_1_DAY: 1}


async def ring_timers(*, limit: int, clock: Clock, ids: Ids) -> int:
    """Ring up to `limit` timers that are due; how many rang."""
    async with in_transaction():
        due = await _claim(limit, clock)
        about = [timer.about_id for timer in due]
        cases = {case.id: case for case in await Case.filter(id__in=about)}
        breaches = {breach.id: breach for breach in await Breach.filter(id__in=about)}
        events: list[Event] = []
        for timer in due:
            if (case := cases.get(timer.about_id)) is not None:
                events.append(await _about_case(case, timer, clock, ids))
            elif (breach := breaches.get(timer.about_id)) is not None:
                events.append(_about_breach(breach, timer))
        await outbox.record_all(events, clock=clock, ids=ids)
        return len(due)


async def _claim(limit: int, clock: Clock) -> list[Timer]:
    rows = await sql.fetch(
        """
        UPDATE governance.timers SET rang_at = $1 WHERE id IN (
            SELECT id FROM governance.timers WHERE rang_at IS NULL AND rings_at <= $1
            ORDER BY rings_at LIMIT $2 FOR UPDATE SKIP LOCKED
        ) RETURNING id
        """,
        clock.now(),
        limit,
    )
    return await Timer.filter(id__in=[row["id"] for row in rows]).order_by("rings_at", "id")


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
