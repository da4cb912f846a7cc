"""The bell has rung: who has not arrived?"""

from collections.abc import Sequence
from typing import Any

from tortoise.transactions import in_transaction

from domains.commute.events import ArrivalMissed
from domains.commute.vocabulary import CrossingKind, WatchState
from domains.consent.public import Act, Purpose, require_each
from domains.kernel import outbox, sql
from domains.kernel.actor import system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

TIMERS = system_actor("commute.timers")


async def miss_arrivals(*, limit: int, clock: Clock, ids: Ids) -> int:
    """Fire due timers, at most `limit`; how many children were missed.

    Each timer fires once: it is claimed and changed in one transaction, whoever runs this and
    however often. A child who is at school since earlier has arrived; a child whose consent to
    alerts does not stand is not looked for.
    """
    async with in_transaction():
        due = await _claim_due(limit=limit, clock=clock)
        if not due:
            return 0
        grants = await require_each(
            TIMERS,
            subjects={row["child_id"] for row in due},
            purposes=[Purpose.COMMUTE_ALERTS],
            act=Act.USE,
            clock=clock,
            ids=ids,
        )
        allowed = {child for child, _ in grants}
        missed = [row for row in due if row["child_id"] in allowed and not row["is_there"]]
        await _turn(due, allowed=allowed, clock=clock)
        events = [_missed(row) for row in missed]
        await outbox.record_all(events, clock=clock, ids=ids)
        return len(missed)


async def _claim_due(*, limit: int, clock: Clock) -> list[Any]:
    return await sql.fetch(
        """
        SELECT w.id, w.child_id, w.place_id, w.day, w.due_at, p.name AS place_name,
            COALESCE((
                SELECT c.kind = $4 FROM commute.crossings c
                WHERE c.child_id = w.child_id AND c.place_id = w.place_id
                  AND c.retracted_at IS NULL
                ORDER BY c.at DESC, c.kind DESC LIMIT 1
            ), false) AS is_there
        FROM commute.arrival_watches w JOIN commute.places p ON p.id = w.place_id
        WHERE w.state = $1 AND w.due_at <= $2
        ORDER BY w.due_at, w.id LIMIT $3 FOR UPDATE OF w SKIP LOCKED
        """,
        WatchState.WAITING,
        clock.now(),
        limit,
        CrossingKind.ENTER,
    )


async def _turn(due: Sequence[Any], *, allowed: set[Any], clock: Clock) -> None:
    await sql.execute(
        """
        UPDATE commute.arrival_watches w SET state = turned.state, changed_at = $3
        FROM unnest($1::uuid[], $2::text[]) AS turned (id, state) WHERE w.id = turned.id
        """,
        [row["id"] for row in due],
        [_outcome(row, allowed) for row in due],
        clock.now(),
    )


def _outcome(row: Any, allowed: set[Any]) -> WatchState:
    if row["is_there"]:
        return WatchState.ARRIVED
    return WatchState.MISSED if row["child_id"] in allowed else WatchState.CANCELLED


def _missed(row: Any) -> ArrivalMissed:
    return ArrivalMissed(
        watch_id=row["id"],
        child_id=row["child_id"],
        place_id=row["place_id"],
        place_name=row["place_name"],
        day=row["day"],
        due_at=row["due_at"],
    )
