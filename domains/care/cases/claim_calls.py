"""What 119 must hear now, leased to whoever asks: calls first, then how they ended."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock

LEASE: Final = timedelta(seconds=20)
"""Longer than one try takes (`tell_119.TRY_FOR`): a killed worker's call is taken up by another."""


async def claim_calls(*, limit: int, clock: Clock) -> list[UUID]:
    """Each is due, and nobody else's until its lease ends. A call that 119 does not have
    goes before one that has more to tell; of the same, the longest due first."""
    now = clock.now()
    rows = await sql.fetch(
        """
        UPDATE care.emergency_calls SET try_at = $2, tries = least(tries + 1, 1000)
        WHERE id = ANY(ARRAY(
            SELECT id FROM care.emergency_calls
            WHERE try_at <= $1 AND (
                (taken_at IS NULL OR tell_again_at IS NOT NULL AND ending IS NULL)
                    AND dropped_at IS NULL
                OR ending IS NOT NULL AND ending_taken_at IS NULL)
            ORDER BY ending IS NOT NULL, taken_at IS NOT NULL, try_at LIMIT $3
            FOR UPDATE SKIP LOCKED
        ))
        RETURNING id
        """,
        now,
        now + LEASE,
        limit,
    )
    return [row["id"] for row in rows]


async def try_all_again(*, clock: Clock) -> None:
    """119 is up again: what failed meanwhile waits no longer, a newer position included. One that
    is just under way may be told twice, under the same id."""
    await sql.execute(
        """
        UPDATE care.emergency_calls SET try_at = $1
        WHERE try_at > $1 AND (
            last_error IS NOT NULL AND taken_at IS NULL AND dropped_at IS NULL
            OR tell_again_at IS NOT NULL AND taken_at IS NOT NULL AND ending IS NULL
            OR last_error IS NOT NULL AND ending IS NOT NULL AND ending_taken_at IS NULL)
        """,
        clock.now(),
    )
