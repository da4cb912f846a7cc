"""Claim what is due, take it away, or put it off."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, LiteralString
from uuid import UUID

import orjson

from domains.kernel import sql
from domains.kernel.timers.timer import Timer

Key = tuple[str, UUID]

FIRST_RETRY: Final = timedelta(seconds=1)
LONGEST_RETRY: Final = timedelta(minutes=1)
"""Each may be somebody who lies on the floor: tried for as long as it takes, and soon again."""

# The two lines are written out: for a parameter the planner would not take the index of the few.

_CLAIM: Final[LiteralString] = """
    SELECT topic, about FROM kernel.timers
    WHERE {line} AND rings_at <= $1 AND topic = ANY($2::text[])
    ORDER BY rings_at LIMIT $3 FOR UPDATE SKIP LOCKED
"""
_CLAIM_URGENT: Final[LiteralString] = _CLAIM.format(line="urgent")
_CLAIM_ORDINARY: Final[LiteralString] = _CLAIM.format(line="NOT urgent")


async def claim(*, topics: Sequence[str], limit: int, now: datetime) -> list[Key]:
    """Lock due timers for this transaction, urgent ones first, then in the order of their time."""
    urgent = await sql.fetch(_CLAIM_URGENT, now, topics, limit)
    rest = await sql.fetch(_CLAIM_ORDINARY, now, topics, limit - len(urgent))
    return [(row["topic"], row["about"]) for row in [*urgent, *rest]]


async def is_free(key: Key, *, now: datetime) -> bool:
    """Lock one timer; False where it is gone, was moved, or somebody else has it."""
    rows = await sql.fetch(
        """
        SELECT FROM kernel.timers WHERE topic = $1 AND about = $2 AND rings_at <= $3
        FOR UPDATE SKIP LOCKED
        """,
        *key,
        now,
    )
    return bool(rows)


async def take(key: Key, *, now: datetime) -> Timer | None:
    """Take a claimed timer away; None where another of the same turn cancelled or moved it."""
    rows = await sql.fetch(
        """
        DELETE FROM kernel.timers WHERE topic = $1 AND about = $2 AND rings_at <= $3
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
