"""The timer of a case: what happens next in it. One a case, so that a new word moves the old."""

from datetime import datetime
from typing import Final
from uuid import UUID

from domains.kernel import sql, timers
from domains.kernel.clock import Clock

TOPIC: Final = "care.case"

FOR_HER: Final = "for_her"
"""A fact: until then she herself is waited for, and nobody else has been asked."""


async def plan_next(case_id: UUID, *, at: datetime, for_her: bool = False, clock: Clock) -> None:
    """The case is looked at again at a moment, and at no other."""
    facts = {FOR_HER: for_her}
    await timers.set_timer(TOPIC, case_id, due_at=at, facts=facts, urgent=True, clock=clock)


async def next_at(case_id: UUID) -> datetime | None:
    """When that is; None where nothing happens any more by itself."""
    rows = await sql.fetch(
        "SELECT due_at FROM kernel.timers WHERE topic = $1 AND about = $2", TOPIC, case_id
    )
    return rows[0]["due_at"] if rows else None


async def plan_nothing(case_id: UUID) -> None:
    """Nothing happens any more by itself."""
    await timers.cancel_timer(TOPIC, case_id)
