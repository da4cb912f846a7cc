"""What homes told is kept as long as was stated, and no longer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from tortoise.transactions import in_transaction

from domains.kernel import sql
from domains.kernel.clock import Clock

AHEAD: Final = timedelta(days=7)
"""Partitions are made this far ahead, so that a week without a worker loses no message."""

HOURS_KEPT: Final = timedelta(days=365)
"""As her consent says (`care.home_sensors.v1`); an hour of margin is the job's pace."""

MISTRUST_KEPT: Final = timedelta(days=180)


async def expire_events(*, kept: timedelta, clock: Clock) -> Mapping[str, int]:
    """Drop the days whose last message outlives `kept`; once an hour. A message lies here for
    `kept` at most: the day it came on is dropped before it is over for the first of them."""
    now = clock.now()
    async with in_transaction():
        await sql.execute("SET LOCAL lock_timeout = '2s'")
        turned = await _turn_partitions(now=now, kept=kept)
    async with in_transaction():
        return {**turned, **await _forget(now=now, kept=kept)}


async def _turn_partitions(*, now: datetime, kept: timedelta) -> Mapping[str, int]:
    dropped = await sql.fetch("SELECT care.drop_event_partitions($1) AS n", oldest_kept(now, kept))
    made = await sql.fetch(
        "SELECT care.ensure_event_partitions($1, $2) AS n", now - timedelta(days=1), now + AHEAD
    )
    return {"dropped": dropped[0]["n"], "made": made[0]["n"]}


def oldest_kept(now: datetime, kept: timedelta) -> datetime:
    """Days that began before this are dropped; an hour and a half of margin, as the job comes
    once an hour and no message may outlive `kept`."""
    return now - kept + timedelta(minutes=90)


async def _forget(*, now: datetime, kept: timedelta) -> Mapping[str, int]:
    """Numbers of boots that are over, times in which somebody listened, counts, summaries."""
    oldest = now - kept
    return {
        "sequences": await _forget_starts(oldest),
        "listening": await _shorten_times(oldest),
        "hours": await sql.execute("DELETE FROM care.home_hours WHERE hour < $1", now - HOURS_KEPT),
        "mistrusts": await sql.execute(
            "DELETE FROM care.mistrusts WHERE hour < $1", now - MISTRUST_KEPT
        ),
    }


async def _forget_starts(oldest: datetime) -> int:
    """Of what they said nothing is believed any more, whatever a clock shows that was never set."""
    (row,) = await sql.fetch(
        """
        WITH gone AS (
            DELETE FROM care.sequences WHERE heard_at < $1 AND EXISTS (
                SELECT FROM care.sequences newer
                WHERE newer.device_id = sequences.device_id AND newer.boot > sequences.boot)
            RETURNING device_id, boot
        ), latest AS (
            SELECT device_id, max(boot) AS boot FROM gone GROUP BY device_id
        ), held AS (
            SELECT id, latest.boot FROM care.devices JOIN latest ON device_id = id
            ORDER BY id FOR UPDATE OF devices
        ), noted AS (
            UPDATE care.devices d SET forgotten_boot = greatest(d.forgotten_boot, held.boot)
            FROM held WHERE d.id = held.id
        )
        SELECT count(*) AS n FROM gone
        """,
        oldest,
    )
    return int(row["n"])


async def _shorten_times(oldest: datetime) -> int:
    """A day at a time: a row is written again only when a whole day of it has become too old."""
    await sql.execute(
        """
        UPDATE care.pulses SET heard = heard - tstzmultirange(tstzrange(NULL, $1))
        WHERE lower(heard) < $1::timestamptz - interval '1 day'
        """,
        oldest,
    )
    return await sql.execute(
        """
        UPDATE care.listening SET heard = heard - tstzmultirange(tstzrange(NULL, $1))
        WHERE lower(heard) < $1::timestamptz - interval '1 day'
        """,
        oldest,
    )
