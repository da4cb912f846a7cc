"""Homes whose time has come, leased to one worker."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock

LEASE: Final = timedelta(minutes=1)
"""A worker that died is followed by another after so long."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """`memory` is sealed; `version` is what it was read at."""

    home_id: UUID
    senior_id: UUID
    since: datetime
    memory: bytes | None
    cursor: int
    version: int
    looked_at: datetime | None


async def longest_wait(*, clock: Clock) -> timedelta:
    """Of all homes whose time has come and that nobody looks at: none, where there is no such."""
    now = clock.now()
    rows = await sql.fetch(
        """
        SELECT min(due_since) AS since FROM care.watches
        WHERE due_since <= $1 AND (leased_until IS NULL OR leased_until <= $1)
        """,
        now,
    )
    since: datetime | None = rows[0]["since"]
    return now - since if since else timedelta(0)


async def claim_looks(*, limit: int, now: datetime) -> list[Claimed]:
    """The longest due first. Several may claim at once; nobody gets another's."""
    rows = await sql.fetch(
        """
        WITH due AS (
            SELECT home_id FROM care.watches
            WHERE due_since <= $1 AND (leased_until IS NULL OR leased_until <= $1)
            ORDER BY due_since LIMIT $3 FOR UPDATE SKIP LOCKED
        )
        UPDATE care.watches w SET leased_until = $2 FROM due WHERE w.home_id = due.home_id
        RETURNING w.home_id, w.senior_id, w.since, w.memory, w.cursor, w.version, w.looked_at
        """,
        now,
        now + LEASE,
        limit,
    )
    return [Claimed(**dict(row)) for row in rows]
