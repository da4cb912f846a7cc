"""Partitions ahead of time, and an end to what is old."""

from datetime import timedelta

from domains.kernel import sql
from domains.kernel.clock import Clock

AHEAD = timedelta(days=40)
DELIVERIES_KEPT = timedelta(days=90)
CHAINS_KEPT = DELIVERIES_KEPT
WORDS_KEPT = timedelta(days=180)
"""As long as the commute purposes keep what the words tell. A notice lives no shorter than the
entries it was told by: it says under whose consent they stand."""


async def keep_house(*, clock: Clock) -> None:
    """Make the coming months' partitions, drop the expired; once a day is plenty."""
    now = clock.now()
    await sql.fetch("SELECT notifications.ensure_delivery_partitions($1, $2)", now, now + AHEAD)
    await sql.fetch("SELECT notifications.drop_delivery_partitions($1)", now - DELIVERIES_KEPT)
    await sql.execute("DELETE FROM notifications.inbox WHERE created_at < $1", now - WORDS_KEPT)
    await sql.execute("DELETE FROM notifications.decisions WHERE decided_at < $1", now - WORDS_KEPT)
    await sql.execute("DELETE FROM notifications.fallbacks WHERE ended_at < $1", now - CHAINS_KEPT)
    await sql.execute("DELETE FROM notifications.digests WHERE told_at < $1", now - WORDS_KEPT)
    await sql.execute("DELETE FROM notifications.notices WHERE expires_at < $1", now - WORDS_KEPT)
    await forget_stops(clock=clock)


async def forget_stops(*, clock: Clock) -> None:
    """Each worker reads four times a second what is stopped: it stays short.

    A stop for good is over when its event is (nothing of it could begin), and one of an event that
    was forgotten stops nothing.
    """
    await sql.execute(
        """
        DELETE FROM notifications.stopped s
        WHERE s.until <= $1
           OR NOT EXISTS (
                SELECT FROM notifications.notices n
                WHERE n.event_id = s.event_id AND n.expires_at > $1)
          AND NOT EXISTS (
                SELECT FROM notifications.deliveries d
                WHERE d.event_id = s.event_id AND d.finished_at IS NULL)
        """,
        clock.now(),
    )
