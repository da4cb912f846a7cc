"""What every process is built from: the settings' values as the domains know them."""

from datetime import timedelta

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from domains.commute.public import PositionDoor, Retention
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.settings import CommuteSettings, ValkeySettings


def retention(settings: CommuteSettings) -> Retention:
    """How long commute keeps what, as set."""
    return Retention(raw=timedelta(hours=settings.raw_retention_h))


def position_door(settings: CommuteSettings, *, clock: Clock, ids: Ids) -> PositionDoor:
    """Where one process takes positions in."""
    return PositionDoor(
        clock=clock,
        ids=ids,
        retention=retention(settings),
        future_skew=timedelta(seconds=settings.max_future_skew_s),
    )


def open_valkey(settings: ValkeySettings) -> Redis:
    """A client that fails fast: what rests on Valkey has a way on without it."""
    client: Redis = Redis.from_url(
        settings.url,
        socket_connect_timeout=1,
        health_check_interval=15,
        retry=Retry(NoBackoff(), 1),
    )
    return client
