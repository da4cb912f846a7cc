"""Set timers, or move them: within the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import orjson

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.timers.timer import NO_FACTS, Facts, NewTimer
from domains.kernel.timers.turn import touch

CHANNEL: Final = "timers"
"""PostgreSQL NOTIFY channel that wakes those who fire."""

LOOK_EVERY: Final = timedelta(seconds=1)
"""Whoever fires looks this often anyway. Only what rings sooner is announced: a notification
takes a lock of the whole database at commit, and a city sets its timers for hours ahead."""


async def set_timer(
    topic: str,
    about: UUID,
    *,
    due_at: datetime,
    facts: Facts = NO_FACTS,
    urgent: bool = False,
    clock: Clock,
) -> None:
    """Set one timer; one that is pending is moved, and takes on the new facts.

    While it is firing just now, this waits, and sets the next one.
    """
    await set_timers([NewTimer(topic, about, due_at, facts, urgent)], clock=clock)


async def set_timer_by(topic: str, about: UUID, *, due_at: datetime) -> None:
    """Let one ring at `due_at` at the latest: a pending one that rings sooner stays as it is.

    For whoever plans on from what they read: somebody may have set it since, on other grounds.
    While it is firing just now, this waits, and looks at what that has set. Nobody is woken for it.
    """
    touch([(topic, about)])
    await sql.execute(
        """
        INSERT INTO kernel.timers (topic, about, due_at, rings_at, facts, urgent)
        VALUES ($1, $2, $3, $3, '{}', false)
        ON CONFLICT (topic, about) DO UPDATE SET
            due_at = excluded.due_at, rings_at = excluded.rings_at, facts = excluded.facts,
            urgent = excluded.urgent, attempts = 0, last_error = NULL
        WHERE timers.rings_at > excluded.rings_at
        """,
        topic,
        about,
        due_at,
    )


async def set_timers(timers: Sequence[NewTimer], *, clock: Clock) -> None:
    """Set many in one statement. Of two for the same topic and thing the later one is set."""
    chosen = {(timer.topic, timer.about): timer for timer in timers}
    if not chosen:
        return
    touch(chosen)
    rows = [chosen[key] for key in sorted(chosen)]  # one order for all writers: no deadlock
    await sql.execute(
        """
        WITH set AS (
            INSERT INTO kernel.timers (topic, about, due_at, rings_at, facts, urgent)
            SELECT t.topic, t.about, t.due_at, t.due_at, t.facts::jsonb, t.urgent
            FROM unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::text[], $5::bool[])
                AS t (topic, about, due_at, facts, urgent)
            ON CONFLICT (topic, about) DO UPDATE SET
                due_at = excluded.due_at, rings_at = excluded.rings_at, facts = excluded.facts,
                urgent = excluded.urgent, attempts = 0, last_error = NULL
            RETURNING rings_at
        )
        SELECT pg_notify('timers', '') FROM set WHERE rings_at < $6 LIMIT 1
        """,
        [timer.topic for timer in rows],
        [timer.about for timer in rows],
        [timer.due_at for timer in rows],
        [orjson.dumps(timer.facts).decode() for timer in rows],
        [timer.urgent for timer in rows],
        clock.now() + LOOK_EVERY,
    )
