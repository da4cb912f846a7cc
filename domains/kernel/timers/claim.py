"""Take away what is due, or put it off."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, LiteralString

import orjson

from domains.kernel import sql
from domains.kernel.timers.timer import Timer
from domains.kernel.timers.turn import Key

FIRST_RETRY: Final = timedelta(seconds=1)
LONGEST_RETRY: Final = timedelta(minutes=1)
"""Each may be somebody who lies on the floor: tried for as long as it takes, and soon again."""

# The two lines are written out: for a parameter the planner would not take the index of the few.
# By their places in the table, so that however many are due the plan is the same.

_TAKE_DUE: Final[LiteralString] = """
    DELETE FROM kernel.timers WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM kernel.timers
        WHERE {line} AND rings_at <= $1 AND topic = ANY($2::text[])
        ORDER BY rings_at LIMIT $3 FOR UPDATE SKIP LOCKED
    ))
    RETURNING topic, about, due_at, rings_at, facts, attempts
"""
_TAKE_URGENT: Final[LiteralString] = _TAKE_DUE.format(line="urgent")
_TAKE_ORDINARY: Final[LiteralString] = _TAKE_DUE.format(line="NOT urgent")


async def take_due(*, topics: Sequence[str], limit: int, now: datetime) -> list[Timer]:
    """Take due timers away in this transaction, urgent ones first, then in the order of their
    time. What another has taken is passed by."""
    urgent = await sql.fetch(_TAKE_URGENT, now, topics, limit)
    rest = await sql.fetch(_TAKE_ORDINARY, now, topics, limit - len(urgent))
    return [_timer(row) for rows in (urgent, rest) for row in sorted(rows, key=_rings_at)]


async def take(key: Key, *, now: datetime) -> Timer | None:
    """Take one timer away; None where it is gone, was moved, or somebody else has it."""
    rows = await sql.fetch(
        """
        DELETE FROM kernel.timers WHERE ctid = ANY(ARRAY(
            SELECT ctid FROM kernel.timers WHERE topic = $1 AND about = $2 AND rings_at <= $3
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING topic, about, due_at, facts, attempts
        """,
        *key,
        now,
    )
    return _timer(rows[0]) if rows else None


async def put_off(key: Key, *, error: str, now: datetime) -> int:
    """Let it ring again, later after each failure; how often it has failed.

    A timer that was moved meanwhile is another one, and is left alone.
    """
    rows = await sql.fetch(
        """
        UPDATE kernel.timers SET attempts = least(attempts + 1, 1000), last_error = left($3, 200),
            rings_at = $4::timestamptz + least($5::interval, $6::interval * 2 ^ least(attempts, 9))
        WHERE topic = $1 AND about = $2 AND rings_at <= $4
        RETURNING attempts
        """,
        *key,
        error,
        now,
        LONGEST_RETRY,
        FIRST_RETRY,
    )
    return rows[0]["attempts"] if rows else 0


def _timer(row: Any) -> Timer:
    return Timer(
        topic=row["topic"],
        about=row["about"],
        due_at=row["due_at"],
        facts=orjson.loads(row["facts"]),
        attempts=row["attempts"],
    )


def _rings_at(row: Any) -> datetime:
    rings_at: datetime = row["rings_at"]
    return rings_at
