"""Chains of people whose business an alarm is no more."""

from collections.abc import Collection
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.fallback.policy import Because


async def end_chains(
    event_ids: Collection[UUID], *, only_of: Collection[UUID], clock: Clock
) -> int:
    """In the transaction that takes it back from them; how many ended. None of them is lost: no
    operator looks after an alarm that had somebody else to hear it."""
    return await sql.execute(
        """
        UPDATE notifications.fallbacks SET ended_at = $3, ended_because = $4
        WHERE event_id = ANY($1::uuid[]) AND person_id = ANY($2::uuid[]) AND ended_at IS NULL
        """,
        list(event_ids),
        list(only_of),
        clock.now(),
        Because.RETRACTED.value,
    )
