"""Nothing is kept longer than was promised."""

from collections.abc import Mapping

from tortoise.transactions import in_transaction

from domains.commute.memory import forget_stale
from domains.commute.positions import oldest_kept, turn_partitions
from domains.commute.retention import Retention
from domains.kernel import sql
from domains.kernel.clock import Clock


async def expire(*, retention: Retention, clock: Clock) -> Mapping[str, int]:
    """Drop what has outlived its time; may run as often as wanted. Counts, for the log."""
    async with in_transaction():
        turned = await turn_partitions(now=clock.now(), retention=retention.raw)
        oldest = oldest_kept(clock.now(), retention.raw)
        stale = await forget_stale(before=oldest, now=clock.now())
        records = await _delete_records(retention=retention, clock=clock)
        return {**turned, "tracks": stale, **records}


async def _delete_records(*, retention: Retention, clock: Clock) -> Mapping[str, int]:
    before = clock.now() - retention.records
    return {
        "crossings": await sql.execute("DELETE FROM commute.crossings WHERE at < $1", before),
        "watches": await sql.execute(
            "DELETE FROM commute.arrival_watches WHERE due_at < $1", before
        ),
        "sos": await sql.execute("DELETE FROM commute.sos WHERE acknowledged_at < $1", before),
        "sos_positions": await sql.execute(
            """
            UPDATE commute.sos SET lat = NULL, lon = NULL, position_at = NULL
            WHERE lat IS NOT NULL AND acknowledged_at < $1
            """,
            clock.now() - retention.raw,
        ),
    }
