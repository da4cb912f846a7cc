"""Somebody spoke with her, or met her: what was asked before is asked no more."""

from datetime import datetime
from uuid import UUID

from domains.care.check_ins.lock import lock_unanswered
from domains.care.check_ins.settle import settle
from domains.care.check_ins.vocabulary import CheckInState
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def seen_by_somebody(senior_id: UUID, *, at: datetime, clock: Clock, ids: Ids) -> int:
    """How many questions were called off; within the caller's transaction.

    Nobody answers in her name, and whoever saw her knows how she is: a guardian who spoke with her
    at nine is not called at ten because the question of eight had no answer.
    """
    rows = [
        row
        for row in await lock_unanswered([senior_id], at=at)
        if row.state is CheckInState.OPEN and row.asked_at <= at
    ]
    for row in rows:
        await settle(row, CheckInState.CALLED_OFF, clock=clock, ids=ids)
    return len(rows)
