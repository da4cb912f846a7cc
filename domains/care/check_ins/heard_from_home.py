"""Somebody's home shows life: whoever let it answer for them is not asked on."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from domains.care.check_ins.hear import Answer, hear
from domains.care.check_ins.lock import lock_unanswered
from domains.care.check_ins.vocabulary import Meaning, Way
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def heard_from_home(
    senior_ids: Collection[UUID], *, at: datetime, clock: Clock, ids: Ids
) -> int:
    """How many questions life at home answered; within the caller's transaction.

    `at` is when it was shown, by the best clock there is: life before the question answers none,
    nor does what a clock that runs ahead says of the future.
    """
    rows = [
        row
        for row in await lock_unanswered(senior_ids, at=at)
        if row.home_answers and row.asked_at <= at <= clock.now()
    ]
    for row in rows:
        answer = Answer(meaning=Meaning.FINE, way=Way.HOME, reference=row.id, said_at=at)
        await hear(row, answer, clock=clock, ids=ids)
    return len(rows)
