"""How much waits in each lane. Nobody counts a million rows to see that there are many."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, LiteralString

from domains.kernel import sql
from notifications.claim_due import LEASE
from notifications.lanes import Lane

AT_MOST: Final = 10_000
"""Counted up to here; more is "10,000 and more"."""


@dataclass(frozen=True, slots=True)
class Queue:
    """One lane: `due` would go now, `sending` is in a worker's hands, `later` waits for its time
    (held by the gate, or backing off).

    `oldest` is the age of the oldest open alarm in the safety lane, since an alarm never waits
    rightly; in the others how long the longest has been due. None where nothing waits.
    """

    lane: Lane
    due: int
    sending: int
    later: int
    oldest: timedelta | None


_OPEN: Final[LiteralString] = """
    FROM notifications.deliveries d
    WHERE d.state IN ('queued', 'sending') AND d.lane = lanes.lane
"""

_QUEUES: Final[LiteralString] = f"""
    SELECT lanes.lane, due.n AS due, flying.n AS sending, later.n AS later,
           CASE lanes.lane WHEN 0 THEN alarms.oldest ELSE due.since END AS oldest
    FROM generate_series(0, 3) AS lanes (lane)
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS n, min(next_attempt_at) AS since FROM (
            SELECT d.next_attempt_at {_OPEN} AND d.next_attempt_at <= $1
            ORDER BY d.next_attempt_at LIMIT $3) few
    ) due
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS n FROM (
            SELECT {_OPEN} AND d.next_attempt_at > $1 AND d.next_attempt_at <= $2
                AND d.state = 'sending' LIMIT $3) few
    ) flying
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS n FROM (
            SELECT {_OPEN} AND d.next_attempt_at > $1 AND d.state = 'queued' LIMIT $3) few
    ) later
    CROSS JOIN LATERAL (
        SELECT min(created_at) AS oldest FROM (
            SELECT d.created_at {_OPEN} AND lanes.lane = 0
            ORDER BY d.next_attempt_at LIMIT $3) few
    ) alarms
    ORDER BY lanes.lane
"""  # noqa: S608 - literals of ours
"""A lease ends within LEASE, and is when the row is due again: so one condition on the index finds
what is in flight, however much waits. Beyond AT_MOST open alarms the oldest of those that are tried
first is taken for the oldest."""


async def read_queues(*, at: datetime) -> list[Queue]:
    """The most urgent lane first; walks the index of what is open, and not far."""
    rows = await sql.fetch(_QUEUES, at, at + LEASE, AT_MOST)
    return [_queue(row, at=at) for row in rows]


def _queue(row: Any, *, at: datetime) -> Queue:
    oldest = row["oldest"]
    return Queue(
        lane=Lane(row["lane"]),
        due=row["due"],
        sending=row["sending"],
        later=row["later"],
        oldest=None if oldest is None else max(at - oldest, timedelta(0)),
    )
