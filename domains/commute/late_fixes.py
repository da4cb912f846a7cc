"""Fixes that came after newer ones were judged: noted at once, judged together moments later.

A phone that was offline sends its queue point by point. Judging the day again for each would
cost a second a day of walking; so the first late fix leaves a row in the outbox, and whoever
reacts to it judges once for all that came meanwhile.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from domains.commute import memory as memories
from domains.commute.accept_fix import AcceptedFix
from domains.commute.erase import DETECTION
from domains.commute.events import LateFixesCame
from domains.commute.judge_batch import judge_again
from domains.commute.memory import Memory
from domains.commute.recollection import Recollection
from domains.commute.record_crossings import record_crossings
from domains.commute.retention import Retention
from domains.consent.public import Act, require_each
from domains.kernel import outbox
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

REJUDGE = system_actor("commute.rejudge")

COLLECT_FOR = timedelta(seconds=2)
"""How long further late fixes are waited for."""


async def note_late(
    memory: Memory, fixes: Sequence[AcceptedFix], *, clock: Clock, ids: Ids
) -> None:
    """Ask for the child's track to be judged again, unless somebody has."""
    oldest = min(fix.at for fix in fixes)
    if memory.late_from is None:
        await outbox.record_all(
            [LateFixesCame(child_id=memory.child_id)],
            available_at=clock.now() + COLLECT_FOR,
            clock=clock,
            ids=ids,
        )
    memory.late_from = min(oldest, memory.late_from or oldest)


async def judge_late_fixes(child_id: UUID, *, retention: Retention, clock: Clock, ids: Ids) -> None:
    """Judge the retained track again and correct what was told. Within the caller's transaction.

    A crossing that nobody was told of is told now; one that moved is amended; one that was not
    is retracted; none is told twice. Without consent there is nothing to judge.
    """
    grants = await require_each(
        REJUDGE, subjects=[child_id], purposes=DETECTION, act=Act.USE, clock=clock, ids=ids
    )
    if not grants:
        return
    memory = (await memories.recall([child_id], now=clock.now()))[child_id]
    if memory.late_from is None:
        return
    recollection, since = Recollection(), _since(clock, retention)
    judged = await judge_again(
        memory,
        await recollection.fences(memory),
        grant=next(iter(grants.values())),
        since=since,
        ids=ids,
    )
    memory.late_from = None
    recollection.keep(memory, judged, since=since)
    await memories.remember([memory], now=clock.now())
    await record_crossings(judged.told, grants=grants, clock=clock, ids=ids)


def _since(clock: Clock, retention: Retention) -> datetime:
    return clock.now() - retention.raw
