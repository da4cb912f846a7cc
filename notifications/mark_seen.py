"""Seen-receipts: a phone says that its owner saw what it showed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaigns.tally import COUNT_SETTLED
from notifications.mark_read import mark_opened

AT_MOST = 100
"""Events in one receipt; a phone that gathered more sends two."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How many deliveries became seen now, and how many inbox entries read."""

    seen: int
    read: int


async def mark_seen(
    person_id: UUID,
    *,
    device_id: UUID,
    event_ids: Collection[UUID],
    opened: bool,
    clock: Clock,
    ids: Ids,
) -> Seen:
    """The person saw these events on this device; `opened` when they also opened them.

    Only what went to this person on this device counts, whatever else is named; repeating changes
    nothing. Seen on one device is seen by the person (no fallback is tried), and opened is read,
    everywhere.

    Raises ValueError for more than AT_MOST events.
    """
    if len(event_ids) > AT_MOST:
        raise ValueError(f"at most {AT_MOST} events a receipt")
    async with in_transaction():
        seen = await _receipt(person_id, device_id, event_ids, clock=clock)
        read = 0
        if opened:
            events = await _seen_here(person_id, device_id, event_ids)
            read = await mark_opened(
                person_id, event_ids=events, on=device_id, clock=clock, ids=ids
            )
    return Seen(seen=seen, read=read)


async def _receipt(
    person_id: UUID, device_id: UUID, event_ids: Collection[UUID], *, clock: Clock
) -> int:
    """One statement, whatever the number.

    What was seen had arrived: it needs no further attempt, and was not lost, though the answer
    that would have said so may have been.
    """
    rows = await sql.fetch(_SEEN, person_id, device_id, sorted(set(event_ids)), clock.now())
    return int(rows[0]["n"])


_SEEN: Final[LiteralString] = f"""
    WITH settled AS (
        UPDATE notifications.deliveries d SET
            state = 'seen', seen_at = $4, leased_until = NULL, dead_letter = false,
            finished_at = coalesce(d.finished_at, $4)
        FROM unnest($3::uuid[]) AS said (event_id)
        WHERE d.event_id = said.event_id AND d.device_id = $2 AND d.person_id = $1
          AND (d.state IN ('sent', 'sending')
               OR d.state IN ('queued', 'failed', 'expired') AND d.attempts > 0)
        RETURNING d.event_id, NULL AS reason,
            CASE WHEN old.finished_at IS NULL THEN 'seen' ELSE 'sending' END AS state
    ), counted AS ({COUNT_SETTLED}) SELECT count(*) AS n FROM settled
"""  # noqa: S608 - literals of ours
"""What was still open is over with this, and its campaign counts it; what had ended was counted
when it did, and is passed over as what is open is."""


async def _seen_here(person_id: UUID, device_id: UUID, event_ids: Collection[UUID]) -> list[UUID]:
    rows = await sql.fetch(
        """
        SELECT event_id FROM notifications.deliveries
        WHERE event_id = ANY($3::uuid[]) AND device_id = $2 AND person_id = $1 AND state = 'seen'
        """,
        person_id,
        device_id,
        list(event_ids),
    )
    return [row["event_id"] for row in rows]
