"""How timers do: for those who fire them, the metrics and the operator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domains.kernel import sql
from domains.kernel.clock import Clock

TROUBLED_AFTER: Final = 5
"""Failures after which a timer wants a person. It is tried on all the same: none is given up."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """`late_s` is how long the oldest that is due has waited."""

    pending: int
    due: int
    troubled: int
    late_s: float


async def next_ring(topics: Sequence[str]) -> datetime | None:
    """When the next timer of these topics rings; None where none is set."""
    rows = await sql.fetch(
        """
        SELECT least(
            (SELECT rings_at FROM kernel.timers WHERE urgent AND topic = ANY($1::text[])
             ORDER BY rings_at LIMIT 1),
            (SELECT rings_at FROM kernel.timers WHERE NOT urgent AND topic = ANY($1::text[])
             ORDER BY rings_at LIMIT 1)
        ) AS rings_at
        """,
        list(topics),
    )
    rings_at: datetime | None = rows[0]["rings_at"]
    return rings_at


async def backlog(*, clock: Clock) -> Backlog:
    """Counts all: ask seldom."""
    now = clock.now()
    rows = await sql.fetch(
        """
        SELECT count(*) AS pending, count(*) FILTER (WHERE rings_at <= $1) AS due,
               count(*) FILTER (WHERE attempts >= $2) AS troubled,
               coalesce(extract(epoch FROM $1 - min(due_at)), 0) AS late_s
        FROM kernel.timers
        """,
        now,
        TROUBLED_AFTER,
    )
    row = rows[0]
    return Backlog(row["pending"], row["due"], row["troubled"], max(0.0, float(row["late_s"])))
