"""Record what became of a batch, in one statement, with the escalations it causes."""

from collections.abc import Sequence
from uuid import UUID

from asyncpg import DeadlockDetectedError
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
GONE = frozenset({"no_address", "unregistered"})
DEADLOCK_TRIES = 3


async def settle(settlements: Sequence[Settlement], *, clock: Clock, ids: Ids) -> None:
    """A success is recorded whoever holds the lease by now; the rest only while it is ours.

    What was retracted in flight stays so: its phone is told by the retraction. A retraction
    locks the same rows in an order of its own, so a deadlock is answered by doing it again:
    forgetting what was sent would send it twice.
    """
    for tries_left in reversed(range(DEADLOCK_TRIES)):
        try:
            await _settle(settlements, clock=clock, ids=ids)
        except DeadlockDetectedError:
            if not tries_left:
                raise
        else:
            return


async def _settle(settlements: Sequence[Settlement], *, clock: Clock, ids: Ids) -> None:
    if not settlements:
        return
    dead = [each for each in settlements if _wants_another_way(each)]
    if not dead:
        await _record(settlements, clock=clock)
        return
    async with in_transaction():
        recorded = await _record(settlements, clock=clock)
        events = [_exhausted(each) for each in dead if _key(each[0]) in recorded]
        await outbox.record_all(events, clock=clock, ids=ids)


def _wants_another_way(settlement: Settlement) -> bool:
    """Given up; or an alarm to a phone that is gone, which may have been the only one."""
    _, category, progress = settlement
    if progress.state is State.DEAD:
        return True
    return category is Category.SAFETY and progress.error in GONE


def _exhausted(settlement: Settlement) -> DeliveryExhausted:
    claimed, category, progress = settlement
    return DeliveryExhausted(
        event_id=claimed.event_id,
        device_id=claimed.device_id,
        person_id=claimed.person_id,
        category=category.value,
        reason=progress.error or "",
    )


def _key(claimed: Claimed) -> tuple[UUID, UUID]:
    return claimed.event_id, claimed.device_id


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
