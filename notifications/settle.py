"""Record what became of a batch, in one statement, with the escalations it causes."""

from collections.abc import Sequence
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.claim_due import Claimed
from notifications.events import DeliveryExhausted
from notifications.notification import Category
from notifications.retry import Progress, State

Settlement = tuple[Claimed, Category, Progress]

OPEN = frozenset({State.PENDING, State.QUARANTINED})


async def settle(settlements: Sequence[Settlement], *, clock: Clock, ids: Ids) -> None:
    """A success is recorded whoever holds the lease by now; the rest only while it is ours.

    What was retracted in flight stays so: its phone is told by the retraction.
    """
    if not settlements:
        return
    async with in_transaction():
        recorded = await _record(settlements, clock=clock)
        await outbox.record_all(
            [
                DeliveryExhausted(
                    claimed.event_id,
                    claimed.device_id,
                    claimed.person_id,
                    category.value,
                    progress.error or "",
                )
                for claimed, category, progress in settlements
                if progress.state is State.DEAD
                and (claimed.event_id, claimed.device_id) in recorded
            ],
            clock=clock,
            ids=ids,
        )


async def _record(settlements: Sequence[Settlement], *, clock: Clock) -> set[tuple[UUID, UUID]]:
    now = clock.now()
    rows = await sql.fetch(
        """
        UPDATE notifications.deliveries d SET
            state = r.state, attempts = r.attempts, leased_until = NULL,
            next_attempt_at = coalesce(r.next_attempt_at, d.next_attempt_at),
            finished_at = r.finished_at, message_id = r.message_id, error = left(r.error, 200)
        FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::int[],
                    $6::timestamptz[], $7::timestamptz[], $8::text[], $9::text[])
            AS r (event_id, device_id, leased_until, state, attempts,
                  next_attempt_at, finished_at, message_id, error)
        WHERE d.event_id = r.event_id AND d.device_id = r.device_id
          AND d.state IN ('pending', 'quarantined')
          AND (r.state = 'sent' OR d.leased_until = r.leased_until)
        RETURNING d.event_id, d.device_id
        """,
        [claimed.event_id for claimed, _, _ in settlements],
        [claimed.device_id for claimed, _, _ in settlements],
        [claimed.leased_until for claimed, _, _ in settlements],
        [progress.state.value for _, _, progress in settlements],
        [progress.attempts for _, _, progress in settlements],
        [progress.next_attempt_at for _, _, progress in settlements],
        [None if progress.state in OPEN else now for _, _, progress in settlements],
        [progress.message_id for _, _, progress in settlements],
        [progress.error for _, _, progress in settlements],
    )
    return {(row["event_id"], row["device_id"]) for row in rows}
