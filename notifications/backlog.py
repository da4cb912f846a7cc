"""How far behind the deliveries are: for the metrics and the operator."""

from dataclasses import dataclass
from datetime import timedelta

from domains.kernel import sql
from domains.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Backlog:
    """Deliveries that are due (those in flight are not, until their lease lapses), those that wait
    for our credentials to be righted, and how long the longest has been due."""

    due: int
    quarantined: int
    oldest: timedelta


async def backlog(*, clock: Clock) -> Backlog:
    """One look at the index of open deliveries."""
    now = clock.now()
    (row,) = await sql.fetch(
        """
        SELECT count(*) FILTER (WHERE next_attempt_at <= $1) AS due,
               count(*) FILTER (WHERE reason LIKE 'credentials:%') AS quarantined,
               min(next_attempt_at) FILTER (WHERE next_attempt_at <= $1) AS oldest
        FROM notifications.deliveries WHERE state IN ('queued', 'sending')
        """,
        now,
    )
    return Backlog(
        due=row["due"],
        quarantined=row["quarantined"],
        oldest=now - row["oldest"] if row["oldest"] else timedelta(0),
    )
