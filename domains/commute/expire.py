"""Nothing is kept longer than was promised."""

from collections.abc import Mapping
from datetime import datetime

from tortoise.transactions import in_transaction

from domains.commute.memory import forget_stale
from domains.commute.positions import oldest_kept, turn_partitions
from domains.commute.retention import Retention
from domains.kernel import sql
from domains.kernel.clock import Clock


async def expire(*, retention: Retention, clock: Clock) -> Mapping[str, int]:
    """Drop raw positions, and what derives from them, before they outlive their time.

    Comes each minute. Each step is a transaction of its own, so that positions coming in wait
    for none longer than a moment, and for the partitions' lock two seconds at most.
    """
    oldest = oldest_kept(clock.now(), retention.raw)
    async with in_transaction():
        await sql.execute("SET LOCAL lock_timeout = '2s'")
        turned = await turn_partitions(now=clock.now(), retention=retention.raw)
    async with in_transaction():
        stale = await forget_stale(before=oldest, now=clock.now())
    async with in_transaction():
        calls = await _forget_sos_positions(before=clock.now() - retention.raw)
    return {**turned, "tracks": stale, "sos_positions": calls}


async def expire_records(*, retention: Retention, clock: Clock) -> Mapping[str, int]:
    """Delete crossings, timers and closed calls that have outlived their time; once an hour."""
    async with in_transaction():
        return await _delete_records(retention=retention, clock=clock)


async def _delete_records(*, retention: Retention, clock: Clock) -> Mapping[str, int]:
    before = clock.now() - retention.records
    return {
        "crossings": await sql.execute("DELETE FROM commute.crossings WHERE at < $1", before),
        "watches": await sql.execute(
            "DELETE FROM commute.arrival_watches WHERE due_at < $1", before
        ),
        "sos": await sql.execute("DELETE FROM commute.sos WHERE acknowledged_at < $1", before),
    }


async def _forget_sos_positions(*, before: datetime) -> int:
    """A call's position is raw data too, once somebody has taken the call."""
    return await sql.execute(
        """
        UPDATE commute.sos SET lat = NULL, lon = NULL, position_at = NULL
        WHERE lat IS NOT NULL AND acknowledged_at < $1
        """,
        before,
    )
