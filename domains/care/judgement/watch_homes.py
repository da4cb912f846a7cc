"""Which homes are judged: those that are listened to, each with one timer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.judgement.models import Watch
from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.timers import (
    NewTimer,
    Timer,
    cancel_timer,
    set_timer,
    set_timer_by,
    set_timers,
)

JUDGE: Final = "care.judge"
"""The timer; about a home, at the moment when it would be too quiet."""
AT_ONCE: Final = 500
UNDER_WAY: Final = timedelta(seconds=5)
"""Until a look that was asked for during another is asked for again."""


async def watch_new_homes(*, clock: Clock) -> int:
    """Watch every open home that is not watched yet; they are looked at at once. How many."""
    now = clock.now()
    async with in_transaction():
        rows = await sql.fetch(
            """
            INSERT INTO care.watches (home_id, senior_id, since, cursor, version, is_learning)
            SELECT h.id, h.senior_id, $1, 0, 0, true FROM care.homes h
            WHERE h.closed_at IS NULL
              AND NOT EXISTS (SELECT FROM care.watches w WHERE w.home_id = h.id)
            ORDER BY h.id LIMIT $2
            ON CONFLICT DO NOTHING RETURNING home_id
            """,
            now,
            AT_ONCE,
        )
        await set_timers([NewTimer(JUDGE, row["home_id"], now) for row in rows], clock=clock)
    return len(rows)


_MARK: Final = """
    WITH rung AS (
        SELECT * FROM unnest($1::uuid[], $2::timestamptz[]) AS rung (home_id, due_at)
    ), marked AS (
        UPDATE care.watches w SET due_since = rung.due_at FROM rung
        WHERE w.home_id = rung.home_id AND w.due_since IS NULL
    )
    SELECT w.home_id FROM care.watches w JOIN rung USING (home_id)
    WHERE w.due_since IS NOT NULL AND w.leased_until IS NOT NULL
"""


async def mark_due(timers: Sequence[Timer], *, clock: Clock, ids: Ids) -> None:  # noqa: ARG001 - of all timers
    """The timers' effect: whoever looks next takes these homes. The model is asked there, where no
    transaction is open.

    Whoever looks at one already may have read all before that of which its timer tells, and the end
    of their look takes the mark away. So that timer rings again, and nobody's row is waited for. A
    home that is due and claimed by nobody is read after this.
    """
    looked_at = await sql.fetch(
        _MARK, [timer.about for timer in timers], [timer.due_at for timer in timers]
    )
    due_at = clock.now() + UNDER_WAY
    await set_timers([NewTimer(JUDGE, row["home_id"], due_at) for row in looked_at], clock=clock)


async def look_at(home_id: UUID, *, due_at: datetime, clock: Clock) -> None:
    """Look then, whatever was planned; within the caller's transaction."""
    await set_timer(JUDGE, home_id, due_at=due_at, clock=clock)


async def look_again(home_id: UUID, *, by: datetime) -> None:
    """What a look says of the next one; within its transaction. Whoever asked for one meanwhile has
    set the timer to a sooner moment, and it stays there."""
    await set_timer_by(JUDGE, home_id, due_at=by)


async def look_at_dong(dong_id: UUID, *, clock: Clock) -> int:
    """Look at all homes of a dong now: a mode began or ended. Within the transaction."""
    rows: list[Any] = await sql.fetch(
        """
        SELECT w.home_id FROM care.watches w
        JOIN care.residences r ON r.senior_id = w.senior_id AND r.until IS NULL
        WHERE r.dong_id = $1
        """,
        dong_id,
    )
    due_at = clock.now()
    await set_timers([NewTimer(JUDGE, row["home_id"], due_at) for row in rows], clock=clock)
    return len(rows)


async def look_at_senior(senior_id: UUID, *, clock: Clock) -> None:
    """She said something, or something was said of her: look now. Within the transaction."""
    watch = await Watch.get_or_none(senior_id=senior_id)
    if watch is not None:
        await look_at(watch.home_id, due_at=clock.now(), clock=clock)


async def stop_watching(home_id: UUID) -> None:
    """Nobody lives there, or she does not want to be listened to: nothing is kept."""
    await cancel_timer(JUDGE, home_id)
    await Watch.filter(home_id=home_id).delete()
