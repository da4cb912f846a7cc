"""Take due deliveries for one attempt; nobody else gets them until the lease ends."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.text import Locale

LEASE = timedelta(seconds=60)
"""Longer than a batch takes to send; a killed worker's deliveries are due again after it."""


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


async def claim_due(*, limit: int, clock: Clock) -> list[Claimed]:
    """Due deliveries of any event, longest due first."""
    now = clock.now()
    rows = await sql.fetch(
        """
        WITH due AS (
            SELECT event_id, device_id FROM notifications.deliveries
            WHERE state IN ('pending', 'quarantined') AND next_attempt_at <= $1
              AND (leased_until IS NULL OR leased_until <= $1)
            ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED
        )
        UPDATE notifications.deliveries d SET leased_until = $2
        FROM due WHERE d.event_id = due.event_id AND d.device_id = due.device_id
        RETURNING d.event_id, d.device_id, d.person_id, d.locale, d.with_position, d.attempts,
                  d.expires_at, d.created_at, d.leased_until, d.error
        """,
        now,
        now + LEASE,
        limit,
    )
    return [_claimed(row) for row in rows]


async def claim_events(event_ids: Collection[UUID], *, limit: int, clock: Clock) -> list[Claimed]:
    """Due deliveries of these events only: what was queued just now, in the same worker."""
    now = clock.now()
    rows = await sql.fetch(
        """
        WITH due AS (
            SELECT event_id, device_id FROM notifications.deliveries
            WHERE event_id = ANY($4::uuid[])
              AND state IN ('pending', 'quarantined') AND next_attempt_at <= $1
              AND (leased_until IS NULL OR leased_until <= $1)
            LIMIT $3 FOR UPDATE SKIP LOCKED
        )
        UPDATE notifications.deliveries d SET leased_until = $2
        FROM due WHERE d.event_id = due.event_id AND d.device_id = due.device_id
        RETURNING d.event_id, d.device_id, d.person_id, d.locale, d.with_position, d.attempts,
                  d.expires_at, d.created_at, d.leased_until, d.error
        """,
        now,
        now + LEASE,
        limit,
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
