"""Events of which nothing may begin to be sent: cancelled, paused, or taken back.

Rows of `notifications.stopped` are the truth: `stop` and `resume` write them in the transaction of
whoever cancels, pauses or retracts. Each worker reads them every 250 ms. A cancel that has been
answered is obeyed within a second, on every machine and whatever fails meanwhile: a worker that
could not read for three quarters of one begins nothing that can be cancelled.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.lanes import Lane
from notifications.ports import Halted

REFRESH_S: Final = 0.25
BLIND_AFTER: Final = timedelta(milliseconds=750)
"""With the time from asking to the request's first byte, within the second that is promised."""

NEVER_BLIND: Final = frozenset({Lane.SAFETY, Lane.CARE})
"""An alarm does not wait because we cannot ask whether it was taken back."""


async def stop(event_ids: Collection[UUID], *, until: datetime | None = None) -> None:
    """Let nothing more of these events begin, until then or for good; within the caller's
    transaction. What is open in the ledger stays so: it is the caller's to close or to leave."""
    await sql.execute(
        """
        INSERT INTO notifications.stopped (event_id, until)
        SELECT id, coalesce($2::timestamptz, 'infinity')
        FROM unnest($1::uuid[]) AS given (id) ORDER BY id
        ON CONFLICT (event_id) DO UPDATE SET until = greatest(stopped.until, excluded.until)
        """,
        list(event_ids),
        until,
    )


async def resume(event_ids: Collection[UUID]) -> None:
    """What is open of these events may go out again; within the caller's transaction."""
    await sql.execute(
        "DELETE FROM notifications.stopped WHERE event_id = ANY($1::uuid[])", list(event_ids)
    )


class Halts:
    """What one process knows of the stopped events."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._stopped: frozenset[UUID] = frozenset()
        self._blind_from: datetime | None = None

    @property
    def stopped(self) -> frozenset[UUID]:
        """As last read. A claim leaves these where they lie."""
        return self._stopped

    def holds(self, event_id: UUID) -> bool:
        """Whether this event is known to be stopped."""
        return event_id in self._stopped

    def of_lane(self, lane: Lane) -> Halted:
        """What a channel asks before each request of this lane."""
        return self.holds if lane in NEVER_BLIND else partial(_holds_or_blind, self)

    def is_blind(self) -> bool:
        """Whether the last reading is too old to rely on."""
        return self._blind_from is None or self._clock.now() >= self._blind_from

    async def refresh(self) -> None:
        """Read anew. What was committed before the question was asked is in the answer."""
        asked_at = self._clock.now()
        rows = await sql.fetch(
            "SELECT event_id FROM notifications.stopped WHERE until > $1", asked_at
        )
        self._stopped = frozenset(row["event_id"] for row in rows)
        self._blind_from = asked_at + BLIND_AFTER


def _holds_or_blind(halts: Halts, event_id: UUID) -> bool:
    return halts.holds(event_id) or halts.is_blind()
