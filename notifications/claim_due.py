"""Take due deliveries for one attempt; nobody else gets them until the lease ends."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.text import Locale

LEASE = timedelta(seconds=15)
"""Longer than a batch takes to send; a killed worker's deliveries are due again after it."""

IN_TURN = timedelta(minutes=1)
"""So long may news wait on one phone for the earlier news of its tag: a departure that came first
would keep the arrival off the screen. Longer would punish the later for the earlier's bad luck."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that is ours for a while."""

    event_id: UUID
    device_id: UUID
    person_id: UUID
    locale: Locale
    with_position: bool
    attempts: int
    expires_at: datetime
    created_at: datetime
    leased_until: datetime
    error: str | None


_IS_DUE = """
    d.state IN ('pending', 'quarantined') AND d.next_attempt_at <= $1
    AND (d.leased_until IS NULL OR d.leased_until <= $1)
    AND NOT EXISTS (
        SELECT FROM notifications.notices mine
        JOIN notifications.notices earlier
            ON earlier.tag = mine.tag AND earlier.event_id < mine.event_id
        JOIN notifications.deliveries ahead
            ON ahead.event_id = earlier.event_id AND ahead.device_id = d.device_id
        WHERE mine.event_id = d.event_id
          AND ahead.state IN ('pending', 'quarantined') AND ahead.created_at > $4
          AND (ahead.next_attempt_at <= $1 OR ahead.error IS NOT NULL)
        OFFSET 0
    )
"""
"""OFFSET 0 keeps the question one of three index probes a row, never a join of whole tables."""

_LEASE_THEM = """
    UPDATE notifications.deliveries d SET leased_until = $2
    FROM due WHERE d.event_id = due.event_id AND d.device_id = due.device_id
    RETURNING d.event_id, d.device_id, d.person_id, d.locale, d.with_position, d.attempts,
              d.expires_at, d.created_at, d.leased_until, d.error
"""


async def claim_due(*, limit: int, clock: Clock) -> list[Claimed]:
    """Due deliveries of any event, longest due first, each phone's news of a tag in turn."""
    now = clock.now()
    rows = await sql.fetch(
        "WITH due AS (SELECT event_id, device_id FROM notifications.deliveries d WHERE"  # noqa: S608
        + _IS_DUE
        + "ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED)"
        + _LEASE_THEM,
        now,
        now + LEASE,
        limit,
        now - IN_TURN,
    )
    return [_claimed(row) for row in rows]


async def claim_events(event_ids: Collection[UUID], *, limit: int, clock: Clock) -> list[Claimed]:
    """Due deliveries of these events only: what was queued just now, in the same worker."""
    now = clock.now()
    rows = await sql.fetch(
        "WITH due AS (SELECT event_id, device_id FROM notifications.deliveries d WHERE"  # noqa: S608
        + _IS_DUE
        + "AND event_id = ANY($5::uuid[]) LIMIT $3 FOR UPDATE SKIP LOCKED)"
        + _LEASE_THEM,
        now,
        now + LEASE,
        limit,
        now - IN_TURN,
        list(event_ids),
    )
    return [_claimed(row) for row in rows]


def _claimed(row: Any) -> Claimed:
    return Claimed(
        event_id=row["event_id"],
        device_id=row["device_id"],
        person_id=row["person_id"],
        locale=Locale(row["locale"]),
        with_position=row["with_position"],
        attempts=row["attempts"],
        expires_at=row["expires_at"],
        created_at=row["created_at"],
        leased_until=row["leased_until"],
        error=row["error"],
    )
