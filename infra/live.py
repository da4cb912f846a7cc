"""Live feeds: a word to every gateway that something happened, over Valkey.

Nothing rests on it: a word carries no content, and a subscriber that missed one reads the rows
when it hears the next, or when the connection returns.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger()

PREFIX = "live:"
EACH = "each:"
UUID_BYTES = 16
RECONNECT_S = 0.5


class LiveFeed:
    """Publishes words, and lets the subscribers of one process share one connection."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._heard: dict[str, set[asyncio.Event]] = {}

    async def publish(self, channel: str) -> None:
        """Say that something happened; silent when Valkey is away."""
        await self._say(channel, b"")

    async def publish_each(self, topic: str, keys: Collection[UUID]) -> None:
        """The same on `topic:<key>` for each of many, as one word: a campaign's page of people."""
        await self._say(EACH + topic, b"".join(key.bytes for key in keys))

    async def _say(self, channel: str, content: bytes) -> None:
        try:
            await self._redis.publish(PREFIX + channel, content)
        except (RedisError, OSError) as outage:
            log.warning("live.publish_failed", error=type(outage).__name__)

    @asynccontextmanager
    async def listening(self, channel: str) -> AsyncIterator[asyncio.Event]:
        """An event that is set by each word on the channel; the listener clears it."""
        heard = asyncio.Event()
        self._heard.setdefault(channel, set()).add(heard)
        try:
            yield heard
        finally:
            self._heard[channel].discard(heard)
            if not self._heard[channel]:
                del self._heard[channel]

    async def run(self) -> None:
        """Keep the subscribers' connection, until cancelled; each outage counts as a word."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as outage:
                log.warning("live.connection_lost", error=type(outage).__name__)
            await asyncio.sleep(RECONNECT_S)

    async def _listen(self) -> None:
        async with self._redis.pubsub() as pubsub:
            await pubsub.psubscribe(PREFIX + "*")
            for channel in list(self._heard):
                self._wake(channel)
            async for message in pubsub.listen():
                if message["type"] == "pmessage":
                    self._hear(message["channel"].decode().removeprefix(PREFIX), message["data"])

    def _hear(self, channel: str, content: bytes) -> None:
        if not channel.startswith(EACH):
            self._wake(channel)
        elif self._heard:
            topic = channel.removeprefix(EACH)
            for start in range(0, len(content), UUID_BYTES):
                self._wake(f"{topic}:{UUID(bytes=content[start : start + UUID_BYTES])}")

    def _wake(self, channel: str) -> None:
        for heard in self._heard.get(channel, ()):
            heard.set()
