"""Timers are rows: set with each step of a case, rung once by the sweep."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from domains.governance.case_policy import CLOCK_RUNS
from domains.governance.legal_clock import Ring, WorkingCalendar, breach_alarms, case_alarms
from domains.governance.models import Case
from domains.governance.vocabulary import Alarm, CaseState
from domains.kernel import sql
from domains.kernel.ids import Ids

REMIND_AFTER = timedelta(days=3)
"""Somebody who was asked for a proof, or left a draft, hears of it again: nobody is dropped."""


async def set_case_timers(
    case: Case, *, now: datetime, calendar: WorkingCalendar, ids: Ids
) -> None:
    """What still rings for this case; what was set before and has not rung is taken back."""
    await clear_timers(case.id)
    if case.state in CLOCK_RUNS and case.last_day is not None and case.due_at is not None:
        await _set(case.id, case.due_at, case_alarms(case.last_day, calendar), ids)
    if case.state is CaseState.PROOF_ASKED:
        await remind(case.id, Alarm.PROOF_REMINDER, at=now + REMIND_AFTER, ids=ids)
    if case.state is CaseState.DRAFT:
        await remind(case.id, Alarm.DRAFT_REMINDER, at=now + REMIND_AFTER, ids=ids)


async def remind(about_id: UUID, alarm: Alarm, *, at: datetime, ids: Ids) -> None:
    await _set(about_id, at, [Ring(alarm, at)], ids)


async def set_breach_timers(breach_id: UUID, due_at: datetime, *, ids: Ids) -> None:
    await _set(breach_id, due_at, breach_alarms(due_at), ids)


async def clear_timers(about_id: UUID) -> None:
    """Nothing rings any more; what rang stays on record."""
    await sql.execute(
        "DELETE FROM governance.timers WHERE about_id = $1 AND rang_at IS NULL", about_id
    )


async def _set(about_id: UUID, deadline_at: datetime, rings: Iterable[Ring], ids: Ids) -> None:
    """An alarm that rang for this very deadline does not ring again."""
    for ring in rings:
        await sql.execute(
            """
            INSERT INTO governance.timers (id, about_id, alarm, deadline_at, rings_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """,
            ids.new(),
            about_id,
            ring.alarm.value,
            deadline_at,
            ring.at,
        )
