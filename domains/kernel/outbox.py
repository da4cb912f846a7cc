"""The outbox: what happened, written beside what changed, read by whoever must react.

An event is recorded in the transaction of its cause. The relay claims due rows and offers them to
the queue; a consumer locks the row, does the effect and marks it done in one transaction. Offers
may therefore repeat, effects may not. Valkey can be emptied at any time: the rows stay due.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, LiteralString, TypeVar
from uuid import UUID

import orjson
from pydantic import TypeAdapter

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.events import Event
from domains.kernel.ids import Ids

CHANNEL = "outbox"
"""PostgreSQL NOTIFY channel that wakes the relay at the commit of new rows."""

MAX_ATTEMPTS = 12
"""Then an event is given up and wants a person; an urgent one is not, however often it fails."""

GAVE_UP_KEPT = timedelta(days=30)
"""Longer than what was done: a person looks into what was given up."""

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it lies in the outbox."""

    id: UUID
    topic: str
    version: int
    payload: bytes
    occurred_at: datetime
    attempts: int
    urgent: bool = False

    def read_as(self, kind: type[E]) -> E:
        """The event itself; fields that `kind` does not know are ignored (older readers)."""
        return TypeAdapter(kind).validate_json(self.payload)


async def record(event: Event, *, clock: Clock, ids: Ids) -> UUID:
    """Write one event within the caller's transaction; its id is the event's for ever."""
    return (await record_all([event], clock=clock, ids=ids))[0]


async def record_all(
    events: Sequence[Event],
    *,
    clock: Clock,
    ids: Ids,
    available_at: datetime | None = None,
) -> list[UUID]:
    """Write many events in one statement, in order; `available_at` holds them back until then."""
    if not events:
        return []
    now = clock.now()
    new = [ids.new() for _ in events]
    await sql.fetch(
        """
        WITH added AS (
            INSERT INTO kernel.outbox
                (id, topic, version, payload, ordering_key, urgent,
                 occurred_at, available_at, attempts)
            SELECT *, $7, $8, 0
            FROM unnest($1::uuid[], $2::text[], $3::int[], $4::bytea[], $5::uuid[], $6::bool[])
            RETURNING 1
        )
        SELECT pg_notify('outbox', '') FROM added LIMIT 1
        """,
        new,
        [event.topic for event in events],
        [event.version for event in events],
        [orjson.dumps(event, default=str) for event in events],
        [_ordering_key(event) for event in events],
        [bool(getattr(event, "urgent", False)) for event in events],
        now,
        available_at or now,
    )
    return new


_IN_TURN: Final[LiteralString] = """
    done_at IS NULL AND gave_up_at IS NULL AND available_at <= $1
    AND (ordering_key IS NULL OR NOT EXISTS (
        SELECT FROM kernel.outbox first
        WHERE first.ordering_key = o.ordering_key AND first.id < o.id
          AND first.done_at IS NULL AND first.gave_up_at IS NULL
          AND first.attempts = 0
        OFFSET 0  -- an index probe a row, never a join
    ))
"""
"""Undone, due at $1, and the first of its ordering key."""

# The two lines are written out: for a parameter the planner would not take the index of the few.

_CLAIM: Final[LiteralString] = f"""
    UPDATE kernel.outbox SET offered_until = $2
    WHERE id = ANY(ARRAY(  -- asked once: a joined subquery may be asked again, past its limit
        SELECT id FROM kernel.outbox o
        WHERE {{line}} AND (offered_until IS NULL OR offered_until <= $1) AND {_IN_TURN}
        ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED
    ))
    RETURNING id
"""  # noqa: S608
_OVERDUE_URGENT: Final[LiteralString] = f"""
    SELECT id FROM kernel.outbox o WHERE urgent AND {_IN_TURN} ORDER BY id LIMIT $2
"""  # noqa: S608

_CLAIM_URGENT: Final[LiteralString] = _CLAIM.format(line="urgent")
_CLAIM_ORDINARY: Final[LiteralString] = _CLAIM.format(line="NOT urgent")


async def claim_due(*, limit: int, lease: timedelta, clock: Clock) -> list[UUID]:
    """Claim due rows of both lines: all that is urgent comes first, however long the rest waits."""
    urgent = await claim_line(urgent=True, limit=limit, lease=lease, clock=clock)
    left = limit - len(urgent)
    return urgent + await claim_line(urgent=False, limit=left, lease=lease, clock=clock)


async def claim_line(*, urgent: bool, limit: int, lease: timedelta, clock: Clock) -> list[UUID]:
    """Claim due rows for offering, urgent ones or the others, oldest first; nobody else gets them
    until the lease ends.

    Of one ordering key only the first: two consumers would finish in any order. An event that
    failed has lost its turn, so that one bad event holds up no other for long.
    """
    now = clock.now()
    claim = _CLAIM_URGENT if urgent else _CLAIM_ORDINARY
    rows = await sql.fetch(claim, now, now + lease, limit)
    return sorted(row["id"] for row in rows)


async def overdue_urgent(*, late_by: timedelta, limit: int, clock: Clock) -> list[UUID]:
    """Urgent rows that are due since `late_by` and not done, on offer or not: whoever can, does
    them. Of one ordering key only the first, as `claim_line` has it; nothing is claimed."""
    rows = await sql.fetch(_OVERDUE_URGENT, clock.now() - late_by, limit)
    return [row["id"] for row in rows]


async def count_offered(*, urgent: bool, clock: Clock) -> int:
    """How many rows of a line are on offer: in the queue, in a worker's hands, or lost with it."""
    rows = await sql.fetch(
        """
        SELECT count(*) AS n FROM kernel.outbox
        WHERE done_at IS NULL AND gave_up_at IS NULL AND offered_until > $1 AND urgent = $2
        """,
        clock.now(),
        urgent,
    )
    return int(rows[0]["n"])


async def lock_undone(event_ids: Sequence[UUID]) -> list[Recorded]:
    """Lock those of the rows that are still to do; a row that another consumer holds is left."""
    rows = await sql.fetch(
        """
        SELECT id, topic, version, payload, occurred_at, attempts, urgent FROM kernel.outbox
        WHERE id = ANY($1::uuid[]) AND done_at IS NULL AND gave_up_at IS NULL
        ORDER BY id FOR UPDATE SKIP LOCKED
        """,
        list(event_ids),
    )
    return [_recorded(row) for row in rows]


async def mark_done(event_ids: Sequence[UUID], *, clock: Clock) -> None:
    """Mark rows done, in the transaction of their effect."""
    await sql.execute(
        "UPDATE kernel.outbox SET done_at = $2 WHERE id = ANY($1::uuid[])",
        list(event_ids),
        clock.now(),
    )


async def mark_failed(event_id: UUID, *, error: str, retry_after: timedelta, clock: Clock) -> bool:
    """Note a failed effect and when to try again; True when this was the last attempt.

    `error` is the fault's class name: texts of exceptions may hold personal data.
    """
    now = clock.now()
    rows = await sql.fetch(
        """
        UPDATE kernel.outbox SET
            attempts = least(attempts + 1, 1000), last_error = left($2, 200),
            available_at = $3, offered_until = NULL,
            gave_up_at = CASE WHEN attempts + 1 >= $4 AND NOT urgent THEN $5::timestamptz END
        WHERE id = $1 AND done_at IS NULL RETURNING gave_up_at
        """,
        event_id,
        error,
        now + retry_after,
        MAX_ATTEMPTS,
        now,
    )
    return bool(rows) and rows[0]["gave_up_at"] is not None


async def delete_done(*, before: datetime) -> int:
    """Forget rows that were done before; the events' facts live on in their domains' tables.

    What was given up stays `GAVE_UP_KEPT` longer.
    """
    done = await sql.execute("DELETE FROM kernel.outbox WHERE done_at < $1", before)
    given_up = await sql.execute(
        "DELETE FROM kernel.outbox WHERE gave_up_at < $1", before - GAVE_UP_KEPT
    )
    return done + given_up


async def forget_done(*, ordering_key: UUID) -> int:
    """Forget what is over of one key's events, done or given up: somebody's data is destroyed."""
    return await sql.execute(
        """
        DELETE FROM kernel.outbox
        WHERE ordering_key = $1 AND (done_at IS NOT NULL OR gave_up_at IS NOT NULL)
        """,
        ordering_key,
    )


async def backlog() -> tuple[int, int]:
    """How many events wait, and how many were given up: for the metrics and the operator."""
    rows = await sql.fetch(
        """
        SELECT count(*) FILTER (WHERE gave_up_at IS NULL) AS waiting,
               count(*) FILTER (WHERE gave_up_at IS NOT NULL) AS given_up
        FROM kernel.outbox WHERE done_at IS NULL
        """
    )
    return rows[0]["waiting"], rows[0]["given_up"]


def _ordering_key(event: Event) -> UUID | None:
    field: str | None = getattr(event, "ordered_by", None)
    return None if field is None else getattr(event, field)


def _recorded(row: Any) -> Recorded:
    return Recorded(
        id=row["id"],
        topic=row["topic"],
        version=row["version"],
        payload=bytes(row["payload"]),
        occurred_at=row["occurred_at"],
        attempts=row["attempts"],
        urgent=row["urgent"],
    )
