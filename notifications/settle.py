"""Record what became of a batch, in a statement or two, with the escalations it causes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, LiteralString
from uuid import UUID

from asyncpg import DeadlockDetectedError
from tortoise.transactions import in_transaction

from domains.kernel import outbox, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaigns.tally import COUNT_SETTLED
from notifications.claimed import Claimed
from notifications.events import DeliveryExhausted
from notifications.fallback.hurry import hurry
from notifications.lanes import Lane
from notifications.retry import OPEN, Progress

Settlement = tuple[Claimed, Progress]

GONE: Final = frozenset({"no_address", "unregistered"})
FALL_BACK: Final = frozenset({Lane.SAFETY, Lane.CARE})
"""Lanes whose messages may have another way that waits for this one."""

DEADLOCK_TRIES = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: `taken` with the message id that the push service gave, nearly all
    of it, and the `rest`, one by one."""

    taken: list[tuple[Claimed, str]] = field(default_factory=list)
    rest: list[Settlement] = field(default_factory=list)


async def settle(outcome: Outcome, *, clock: Clock, ids: Ids) -> None:
    """A success is recorded whoever holds the lease by now; the rest only while it is ours.

    What was retracted in flight stays so: its phone is told by the retraction. A retraction
    locks the same rows in an order of its own, so a deadlock is answered by doing it again:
    forgetting what was sent would send it twice.
    """
    for tries_left in reversed(range(DEADLOCK_TRIES)):
        try:
            await _settle(outcome, clock=clock, ids=ids)
        except DeadlockDetectedError:
            if not tries_left:
                raise
        else:
            return


async def _settle(outcome: Outcome, *, clock: Clock, ids: Ids) -> None:
    if outcome.taken:
        await _record_taken(outcome.taken, clock=clock)
    if not outcome.rest:
        return
    lost = [each for each in outcome.rest if _wants_another_way(each)]
    waited_for = [each for each, _ in outcome.rest if each.lane in FALL_BACK]
    if not lost and not waited_for:
        await _record(outcome.rest, clock=clock)
        return
    async with in_transaction():
        recorded = await _record(outcome.rest, clock=clock)
        events = [_exhausted(each) for each in lost if _key(each[0]) in recorded]
        await outbox.record_all(events, clock=clock, ids=ids)
        await hurry([(each.event_id, each.person_id) for each in waited_for], clock=clock)


def _wants_another_way(settlement: Settlement) -> bool:
    """Given up; or an alarm to a phone that is gone, which may have been the only one."""
    claimed, progress = settlement
    return progress.dead_letter or (claimed.lane is Lane.SAFETY and progress.reason in GONE)


def _exhausted(settlement: Settlement) -> DeliveryExhausted:
    claimed, progress = settlement
    return DeliveryExhausted(
        event_id=claimed.event_id,
        device_id=claimed.device_id,
        person_id=claimed.person_id,
        category=claimed.lane.category.value,
        reason=progress.reason or "",
    )


def _key(claimed: Claimed) -> tuple[UUID, UUID]:
    return claimed.event_id, claimed.device_id


# What is open has no `finished_at`. Asked for by its state, the planner would read the index of all
# that is open, which at night is a city, instead of probing the key of each of the batch.

_TAKEN: Final[LiteralString] = f"""
    WITH settled AS (
        UPDATE notifications.deliveries d SET
            state = 'sent', attempts = d.attempts + 1, leased_until = NULL, reason = NULL,
            finished_at = $1, message_id = r.message_id
        FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS r (event_id, device_id, message_id)
        WHERE d.event_id = r.event_id AND d.device_id = r.device_id AND d.finished_at IS NULL
        RETURNING d.event_id, d.state, d.reason
    ) {COUNT_SETTLED}
"""  # noqa: S608 - literals of ours

_REST: Final[LiteralString] = f"""
    WITH settled AS (
        UPDATE notifications.deliveries d SET
            state = r.state, attempts = r.attempts, leased_until = NULL,
            next_attempt_at = coalesce(r.next_attempt_at, d.next_attempt_at),
            finished_at = r.finished_at, reason = left(r.reason, 200), dead_letter = r.dead_letter
        FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::int[],
                    $6::timestamptz[], $7::timestamptz[], $8::text[], $9::bool[])
            AS r (event_id, device_id, leased_until, state, attempts,
                  next_attempt_at, finished_at, reason, dead_letter)
        WHERE d.event_id = r.event_id AND d.device_id = r.device_id
          AND d.finished_at IS NULL AND d.leased_until = r.leased_until
        RETURNING d.event_id, d.device_id, d.state, d.reason
    ), counted AS ({COUNT_SETTLED}) SELECT event_id, device_id FROM settled
"""  # noqa: S608


async def _record_taken(taken: Sequence[tuple[Claimed, str]], *, clock: Clock) -> None:
    """The hot path: three arrays, and nothing comes back."""
    await sql.execute(
        _TAKEN,
        clock.now(),
        [claimed.event_id for claimed, _ in taken],
        [claimed.device_id for claimed, _ in taken],
        [message_id for _, message_id in taken],
    )


async def _record(settlements: Sequence[Settlement], *, clock: Clock) -> set[tuple[UUID, UUID]]:
    now = clock.now()
    rows = await sql.fetch(
        _REST,
        [claimed.event_id for claimed, _ in settlements],
        [claimed.device_id for claimed, _ in settlements],
        [claimed.leased_until for claimed, _ in settlements],
        [progress.state.value for _, progress in settlements],
        [progress.attempts for _, progress in settlements],
        [progress.next_attempt_at for _, progress in settlements],
        [None if progress.state in OPEN else now for _, progress in settlements],
        [progress.reason for _, progress in settlements],
        [progress.dead_letter for _, progress in settlements],
    )
    return {(row["event_id"], row["device_id"]) for row in rows}
