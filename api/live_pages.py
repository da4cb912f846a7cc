"""A campaign's pages, heard by the inboxes that are open.

Its entries are written without an event for each, so nothing in the outbox would ring for them.
"""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from domains.kernel.clock import Clock
from infra.live import LiveFeed
from notifications.public import Claimed, Lane, Pages

WITHIN_S: Final = 1.0
MOST_AT_ONCE: Final = 8
"""Words on their way. Beyond, and while Valkey hangs, they are left unsaid: an open inbox reads
what it missed at the next one, and sending waits for nobody."""


class LivePages:
    """The pages of `pages`; whoever is told by one is said to have news."""

    def __init__(self, pages: Pages, *, live: LiveFeed) -> None:
        self._pages = pages
        self._live = live
        self._saying: set[asyncio.Task[None]] = set()

    async def next_page(self, *, lane: Lane, limit: int, clock: Clock) -> list[Claimed]:
        page = await self._pages.next_page(lane=lane, limit=limit, clock=clock)
        if page and len(self._saying) < MOST_AT_ONCE:
            saying = asyncio.create_task(self._say({each.person_id for each in page}))
            self._saying.add(saying)
            saying.add_done_callback(self._saying.discard)
        return page

    async def has_more(self, lane: Lane, *, at: datetime) -> bool:
        return await self._pages.has_more(lane, at=at)

    async def _say(self, people: Collection[UUID]) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(WITHIN_S):
                await self._live.publish_each("inbox", people)
