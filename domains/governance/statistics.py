"""How the desk does: how many, of which kind, and how many of them in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domains.governance.staff import is_staff
from domains.governance.vocabulary import CaseKind
from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


@dataclass(frozen=True, slots=True)
class KindStatistics:
    """Of one kind of case, received within the time asked about."""

    kind: CaseKind
    received: int
    answered: int
    refused: int
    in_time: int
    overdue: int

    @property
    def on_time_share(self) -> float | None:
        """Of those answered or overdue; None while there are none."""
        judged = self.answered + self.refused + self.overdue
        return None if not judged else self.in_time / judged


async def rights_statistics(
    actor: Actor, *, since: datetime, until: datetime, clock: Clock, ids: Ids
) -> Sequence[KindStatistics]:
    """For the desk alone; counts, and nobody's name."""
    if not is_staff(actor):
        return []
    await audit.record(actor, "governance.statistics.read", clock=clock, ids=ids)
    rows = await sql.fetch(
        """
        SELECT kind, count(*) AS received,
            count(*) FILTER (WHERE answered_at IS NOT NULL AND legal_reason IS NULL) AS answered,
            count(*) FILTER (WHERE answered_at IS NOT NULL AND legal_reason IS NOT NULL)
                AS refused,
            count(*) FILTER (WHERE answered_at < due_at) AS in_time,
            count(*) FILTER (WHERE answered_at IS NULL AND due_at <= $3
                AND state IN ('received', 'in_progress')) AS overdue
        FROM governance.cases WHERE received_at >= $1 AND received_at < $2
        GROUP BY kind ORDER BY kind
        """,
        since,
        until,
        clock.now(),
    )
    return [
        KindStatistics(
            kind=CaseKind(row["kind"]),
            received=row["received"],
            answered=row["answered"],
            refused=row["refused"],
            in_time=row["in_time"],
            overdue=row["overdue"],
        )
        for row in rows
    ]
