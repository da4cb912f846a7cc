"""What a crossing at school means for the day's timer."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domains.commute.events import ChildTurnedUp
from domains.commute.vocabulary import WatchState
from domains.kernel import outbox, sql
from domains.kernel.clock import Clock, seoul_date
from domains.kernel.ids import Ids

Arrival = tuple[UUID, UUID, datetime]
"""Child, school, moment."""


async def settle_arrivals(arrivals: Sequence[Arrival], *, clock: Clock, ids: Ids) -> None:
    """Stop the timers of children who arrived; those missed already have turned up.

    Within the transaction that records the crossings.
    """
    if not arrivals:
        return
    settled = await _settle(arrivals, clock=clock)
    turned_up = [
        ChildTurnedUp(
            watch_id=row["id"],
            child_id=row["child_id"],
            place_id=row["place_id"],
            at=row["at"],
        )
        for row in settled
        if row["state"] == WatchState.TURNED_UP
    ]
    await outbox.record_all(turned_up, clock=clock, ids=ids)


async def expect_again(children: Sequence[tuple[UUID, UUID, date]], *, clock: Clock) -> None:
    """An arrival was retracted: the timer runs again, unless its bell was missed before."""
    await sql.execute(
        """
        UPDATE commute.arrival_watches w SET state = $4, changed_at = $6
        FROM unnest($1::uuid[], $2::uuid[], $3::date[]) AS gone (child_id, place_id, day)
        WHERE w.child_id = gone.child_id AND w.place_id = gone.place_id AND w.day = gone.day
          AND w.state = $5
        """,
        [child for child, _, _ in children],
        [place for _, place, _ in children],
        [day for _, _, day in children],
        WatchState.WAITING,
        WatchState.ARRIVED,
        clock.now(),
    )


async def _settle(arrivals: Sequence[Arrival], *, clock: Clock) -> list[Any]:
    return await sql.fetch(
        """
        UPDATE commute.arrival_watches w SET
            state = CASE WHEN w.state = $5 THEN $6 ELSE $7 END, changed_at = $8
        FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::timestamptz[])
                AS came (child_id, place_id, day, at)
        WHERE w.child_id = came.child_id AND w.place_id = came.place_id AND w.day = came.day
          AND w.state IN ($5, $9)
        RETURNING w.id, w.child_id, w.place_id, w.state, came.at
        """,
        [child for child, _, _ in arrivals],
        [place for _, place, _ in arrivals],
        [seoul_date(at) for _, _, at in arrivals],
        [at for _, _, at in arrivals],
        WatchState.MISSED,
        WatchState.TURNED_UP,
        WatchState.ARRIVED,
        clock.now(),
        WatchState.WAITING,
    )
