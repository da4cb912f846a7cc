"""Words to every gateway: to one, and to each of many at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from api.live_pages import LivePages
from infra.live import LiveFeed
from notifications.public import Lane

PATIENCE_S = 10


@pytest.fixture
async def live(valkey) -> AsyncIterator[LiveFeed]:
    feed = LiveFeed(valkey)
    running = asyncio.create_task(feed.run())
    async with feed.listening("ready") as heard:
        while not heard.is_set():
            await feed.publish("ready")
            await asyncio.sleep(0.01)
    yield feed
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


class OnePage:
    """Somebody whose campaign has one page."""

    def __init__(self, people) -> None:
        self.page = [Told(person) for person in people]

    async def next_page(self, *, lane, limit, clock):
        return self.page

    async def has_more(self, lane, *, at):
        return True


class Told:
    def __init__(self, person_id) -> None:
        self.person_id = person_id


async def test_a_page_of_a_campaign_rings_in_the_inboxes_that_are_open(live, ids, clock):
    people = [ids.new() for _ in range(1000)]
    async with AsyncExitStack() as open_inboxes:
        told = [
            await open_inboxes.enter_async_context(live.listening(f"inbox:{person}"))
            for person in people[::100]
        ]
        others = await open_inboxes.enter_async_context(live.listening(f"inbox:{ids.new()}"))
        pages = LivePages(OnePage(people), live=live)

        page = await pages.next_page(lane=Lane.ADVERTISING, limit=1000, clock=clock)
        await asyncio.wait_for(asyncio.gather(*(heard.wait() for heard in told)), PATIENCE_S)

        assert len(page) == 1000
        assert not others.is_set()


async def test_sending_waits_for_no_live_feed(ids, clock):
    class Hanging(LiveFeed):
        async def publish_each(self, topic, keys):
            await asyncio.Event().wait()

    pages = LivePages(OnePage([ids.new()]), live=Hanging(None))
    async with asyncio.timeout(PATIENCE_S):
        for _ in range(100):
            assert await pages.next_page(lane=Lane.ADVERTISING, limit=1, clock=clock)
    for saying in pages._saying:
        saying.cancel()
