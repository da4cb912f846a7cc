"""Cases that were answered are closed, and forgotten when nothing asks to keep them."""

from tortoise.transactions import in_transaction

from domains.governance.case_policy import ANSWERS, OBJECTION_TERM, Move
from domains.governance.erase_person import CASES_KEPT
from domains.governance.expire_exports import forget_export_log
from domains.governance.models import Case
from domains.governance.take_step import take_step
from domains.kernel import sql
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

CLERK = system_actor("governance.clerk")


async def keep_house(*, limit: int, clock: Clock, ids: Ids) -> int:
    """Close what was answered long ago; drop what is older than three years. How many closed."""
    async with in_transaction():
        done = (
            await Case.filter(state__in=list(ANSWERS), answered_at__lt=clock.now() - OBJECTION_TERM)
            .limit(limit)
            .select_for_update(skip_locked=True)
        )
        for case in done:
            await take_step(case, Move.CLOSE, actor=CLERK, clock=clock, ids=ids)
    await _forget_old(clock)
    await forget_export_log(clock=clock)
    return len(done)


async def _forget_old(clock: Clock) -> None:
    before = clock.now() - CASES_KEPT
    await sql.execute(
        """
        WITH old AS (
            DELETE FROM governance.cases
            WHERE state IN ('closed', 'withdrawn') AND changed_at < $1 RETURNING id
        )
        DELETE FROM governance.case_steps WHERE case_id IN (SELECT id FROM old)
        """,
        before,
    )
    await sql.execute("DELETE FROM governance.timers WHERE rang_at < $1", before)
