"""Telling open pages that phones changed: many changes, one word."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Subscriber:
    """One open page and the slugs it has not been told of yet."""

    changed: set[str] = field(default_factory=set)
    woken: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Feed:
    """Marks changes at once, tells them at most every `pause_s` seconds to each subscriber."""

    pause_s: float = 0.25
    subscribers: set[Subscriber] = field(default_factory=set)
    closing: bool = False

    def close(self) -> None:
        """Let every watcher's stream end, so that the server need not wait for them."""
        self.closing = True
        for subscriber in self.subscribers:
            subscriber.woken.set()

    def touch(self, slug: str) -> None:
        """Something happened to this phone; cheap when nobody watches."""
        for subscriber in self.subscribers:
            subscriber.changed.add(slug)
            subscriber.woken.set()

    @contextmanager
    def subscription(self) -> Iterator[Subscriber]:
        subscriber = Subscriber()
        self.subscribers.add(subscriber)
        try:
            yield subscriber
        finally:
            self.subscribers.discard(subscriber)

    async def changes(self, subscriber: Subscriber, *, idle_s: float) -> AsyncIterator[list[str]]:
        """The changed slugs, coalesced; an empty list after `idle_s` without any."""
        while not self.closing:
            try:
                await asyncio.wait_for(subscriber.woken.wait(), timeout=idle_s)
            except TimeoutError:
                yield []
                continue
            subscriber.woken.clear()
            changed, subscriber.changed = sorted(subscriber.changed), set()
            yield changed
            await asyncio.sleep(self.pause_s)
