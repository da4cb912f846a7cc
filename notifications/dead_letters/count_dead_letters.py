"""How many there are, and of what: never more than a bounded look."""

from dataclasses import dataclass
from typing import Final

from domains.kernel import sql
from notifications.channel import Channel
from notifications.lanes import Lane

AT_MOST: Final = 10_000
"""Further than this nobody counts; it says "10,000 and more"."""


@dataclass(frozen=True, slots=True)
class Heap:
    """Dead letters of one kind; `n` of the newest AT_MOST."""

    lane: Lane
    channel: Channel
    reason: str
    n: int


async def count_dead_letters() -> list[Heap]:
    """The newest AT_MOST by lane, channel and reason, the most urgent and largest first."""
    rows = await sql.fetch(
        """
        SELECT lane, channel, coalesce(reason, '') AS reason, count(*)::int AS n FROM (
            SELECT lane, channel, reason FROM notifications.deliveries
            WHERE dead_letter ORDER BY event_id DESC, device_id DESC LIMIT $1
        ) newest GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2, 3
        """,
        AT_MOST,
    )
    return [
        Heap(Lane(row["lane"]), Channel(row["channel"]), row["reason"], row["n"]) for row in rows
    ]
