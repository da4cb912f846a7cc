"""The connection to Valkey that arq's queue lives in."""

from arq.connections import ArqRedis, RedisSettings, create_pool

from infra.setting_sections import ValkeySettings

QUEUE = "osan:jobs"


def redis_settings(settings: ValkeySettings) -> RedisSettings:
    """arq's form of our setting; few and quick retries, since the outbox is the truth."""
    dsn = RedisSettings.from_dsn(settings.url)
    dsn.conn_timeout = 2
    dsn.conn_retries = 2
    dsn.conn_retry_delay = 1
    return dsn


async def open_queue(settings: ValkeySettings) -> ArqRedis:
    """A pool to put jobs into."""
    return await create_pool(redis_settings(settings), default_queue_name=QUEUE)
