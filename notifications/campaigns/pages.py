"""Where a worker's pumps get more when little waits: a `notifications.dispatch.pump.Pages`."""

from datetime import datetime

from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaigns import expand
from notifications.campaigns.expand import Memory
from notifications.claimed import Claimed
from notifications.lanes import Lane


class Pages:
    """One worker's way into running campaigns; remembers their profiles and words."""

    def __init__(self, *, ids: Ids) -> None:
        self._ids = ids
        self._memory = Memory()

    async def next_page(self, *, lane: Lane, limit: int, clock: Clock) -> list[Claimed]:
        """See `expand.next_page`."""
        return await expand.next_page(
            lane=lane, limit=limit, clock=clock, ids=self._ids, memory=self._memory
        )

    async def has_more(self, lane: Lane, *, at: datetime) -> bool:
        """See `expand.has_more`."""
        return await expand.has_more(lane, at=at)
