"""The connection to Valkey that arq's queue lives in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from arq.connections import ArqRedis, RedisSettings
from redis.asyncio import ConnectionPool

from infra.setting_sections import ValkeySettings

QUEUE = "osan:jobs"


def redis_settings(settings: ValkeySettings) -> RedisSettings:
    """arq's form of our setting; few and quick retries, since the outbox is the truth."""
    dsn = RedisSettings.from_dsn(settings.url)
    dsn.conn_timeout = 2
    dsn.conn_retries = 2
    dsn.conn_retry_delay = 1
    return dsn


@asynccontextmanager
async def open_queue_when_there(settings: ValkeySettings) -> AsyncIterator[ArqRedis]:
    """A pool to put jobs into. It connects at the first job, so Valkey may come later."""
    pool = ConnectionPool.from_url(settings.url, socket_connect_timeout=1)
    queue = ArqRedis(pool_or_conn=pool, default_queue_name=QUEUE)
    try:
        yield queue
    finally:
        await queue.aclose(close_connection_pool=True)
        await pool.disconnect()
