"""The bell has rung: who has not arrived?"""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.commute.events import ArrivalMissed
from domains.commute.vocabulary import CrossingKind, WatchState
from domains.consent.public import Act, Purpose, require_each
from domains.kernel import outbox, sql
from domains.kernel.actor import system_actor
from domains.kernel.clock import SEOUL, Clock
from domains.kernel.ids import Ids

TIMERS = system_actor("commute.timers")


NEEDED = frozenset({Purpose.COMMUTE_ALERTS, Purpose.COMMUTE_ARRIVAL})
"""Without arrivals we could not know that a child came, and would cry wolf each morning."""

Allowed = Collection[tuple[UUID, Purpose]]


async def miss_arrivals(*, limit: int, clock: Clock, ids: Ids) -> int:
    """Fire due timers, at most `limit`; how many children were missed.

    Each timer fires once: it is claimed and changed in one transaction, whoever runs this and
    however often. A child who came today, or who is still heard of and never left, has arrived;
    a child whose consents do not stand, or who left the school, is not looked for.
    """
    async with in_transaction():
        due = await _claim_due(limit=limit, clock=clock)
        if not due:
            return 0
        grants = await require_each(
            TIMERS,
            subjects={row["child_id"] for row in due},
            purposes=NEEDED | {Purpose.COMMUTE_DEPARTURE},
            act=Act.USE,
            clock=clock,
            ids=ids,
        )
        outcomes = [_outcome(row, grants) for row in due]
        await _turn(due, outcomes, clock=clock)
        missed = zip(due, outcomes, strict=True)
        events = [_missed(row) for row, outcome in missed if outcome is WatchState.MISSED]
        await outbox.record_all(events, clock=clock, ids=ids)
        return len(events)


async def _claim_due(*, limit: int, clock: Clock) -> list[Any]:
    return await sql.fetch(
        """
        SELECT w.id, w.child_id, w.place_id, w.day, w.due_at,
            COALESCE(crossed.kind = $4, false) AS is_inside, crossed.at AS crossed_at,
            t.last_position_at, EXISTS (
                SELECT 1 FROM commute.watched_places e
                WHERE e.child_id = w.child_id AND e.place_id = w.place_id
                  AND e.is_school AND e.until IS NULL) AS is_expected
        FROM commute.arrival_watches w
        LEFT JOIN commute.tracks t ON t.child_id = w.child_id
        LEFT JOIN LATERAL (
            SELECT c.kind, c.at FROM commute.crossings c
            WHERE c.child_id = w.child_id AND c.place_id = w.place_id AND c.retracted_at IS NULL
            ORDER BY c.at DESC, c.kind DESC LIMIT 1
        ) crossed ON true
        WHERE w.state = $1 AND w.due_at <= $2
        ORDER BY w.due_at, w.id LIMIT $3 FOR UPDATE OF w SKIP LOCKED
        """,
        WatchState.WAITING,
        clock.now(),
        limit,
        CrossingKind.ENTER,
    )


async def _turn(due: Sequence[Any], outcomes: Sequence[WatchState], *, clock: Clock) -> None:
    await sql.execute(
        """
        UPDATE commute.arrival_watches w SET state = turned.state, changed_at = $3
        FROM unnest($1::uuid[], $2::text[]) AS turned (id, state) WHERE w.id = turned.id
        """,
        [row["id"] for row in due],
        outcomes,
        clock.now(),
    )


def _outcome(row: Any, allowed: Allowed) -> WatchState:
    if not row["is_expected"]:
        return WatchState.CANCELLED
    if not all((row["child_id"], purpose) in allowed for purpose in NEEDED):
        return WatchState.CANCELLED
    return WatchState.ARRIVED if _is_there(row, allowed) else WatchState.MISSED


def _is_there(row: Any, allowed: Allowed) -> bool:
    """Yesterday's arrival counts only while the child is heard of and a leaving would be known."""
    if not row["is_inside"]:
        return False
    began = datetime.combine(row["day"], time.min, tzinfo=SEOUL)
    if row["crossed_at"] >= began:
        return True
    heard = row["last_position_at"]
    knows_leaving = (row["child_id"], Purpose.COMMUTE_DEPARTURE) in allowed
    return knows_leaving and heard is not None and heard >= began


def _missed(row: Any) -> ArrivalMissed:
    return ArrivalMissed(
        watch_id=row["id"],
        child_id=row["child_id"],
        place_id=row["place_id"],
        day=row["day"],
        due_at=row["due_at"],
    )
