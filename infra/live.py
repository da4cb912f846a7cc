"""Live feeds: a word to every gateway that something happened, over Valkey.

Nothing rests on it: a word carries no content, and a subscriber that missed one reads the rows
when it hears the next, or when the connection returns.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger()

PREFIX = "live:"
RECONNECT_S = 0.5


class LiveFeed:
    """Publishes words, and lets the subscribers of one process share one connection."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._heard: dict[str, set[asyncio.Event]] = {}

    async def publish(self, channel: str) -> None:
        """Say that something happened; silent when Valkey is away."""
        try:
            await self._redis.publish(PREFIX + channel, b"")
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
                    self._wake(message["channel"].decode().removeprefix(PREFIX))

    def _wake(self, channel: str) -> None:
        for heard in self._heard.get(channel, ()):
            heard.set()
