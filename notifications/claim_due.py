"""Take due deliveries for one attempt; nobody else gets them until the lease ends."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from domains.kernel.text import Locale
from notifications.channel import Channel
from notifications.claimed import Claimed
from notifications.lanes import Lane

LEASE = timedelta(seconds=15)
"""Longer than a batch takes (`ports.SEND_WITHIN_S`); a killed worker's deliveries are due again
after it."""

IN_TURN = timedelta(minutes=1)
"""So long may news wait on one phone for the earlier news of its tag: a departure that came first
would keep the arrival off the screen. Longer would punish the later for the earlier's bad luck."""

NOTHING: Final[frozenset[UUID]] = frozenset()

_DUE: LiteralString = """
    WITH due AS (
        SELECT event_id, device_id, lane, next_attempt_at AS due_at
        FROM notifications.deliveries d
        WHERE state IN ('queued', 'sending') AND next_attempt_at <= $1
          AND NOT (event_id = ANY($5::uuid[]))
"""
_IN_TURN: LiteralString = """
          AND NOT EXISTS (
            SELECT FROM (
                SELECT earlier.event_id FROM notifications.notices mine
                JOIN notifications.notices earlier
                    ON earlier.tag = mine.tag AND earlier.event_id < mine.event_id
                WHERE mine.event_id = d.event_id OFFSET 0
            ) earlier
            JOIN notifications.deliveries ahead
                ON ahead.event_id = earlier.event_id AND ahead.device_id = d.device_id
            WHERE ahead.finished_at IS NULL AND ahead.created_at > $4
              AND (ahead.leased_until IS NOT NULL OR ahead.next_attempt_at <= $1
                   OR ahead.reason IS NOT NULL)
            OFFSET 0
          )
"""
"""OFFSET 0 keeps the question one of three probes of unique indexes a row, whatever the planner
believes of the tables; `finished_at` (null of what is open) keeps it from the index of all that is
open."""

_LEASE_THEM: LiteralString = """
        LIMIT $3 FOR UPDATE SKIP LOCKED
    ), leased AS (
        UPDATE notifications.deliveries d
        SET state = 'sending', leased_until = $2, next_attempt_at = $2
        FROM due WHERE d.event_id = due.event_id AND d.device_id = due.device_id
        RETURNING d.event_id, d.device_id, d.person_id, d.channel, d.lane, d.locale,
                  d.with_position, d.attempts, d.expires_at, d.created_at, d.leased_until,
                  d.reason, due.due_at
    )
    SELECT * FROM leased ORDER BY lane, due_at, event_id, device_id
"""
"""A leased row is due again when its lease ends: one index condition finds both kinds."""

_CHANNELS: Final = {each.value: each for each in Channel}
_LOCALES: Final = {each.value: each for each in Locale}
_LANES: Final = tuple(Lane)


async def claim_due(
    *, limit: int, clock: Clock, stopped: Collection[UUID] = NOTHING
) -> list[Claimed]:
    """Due deliveries of any event, lane by lane, longest due first, each phone's news of a tag in
    turn; none of an event that is `stopped`."""
    order: LiteralString = "ORDER BY lane, next_attempt_at, event_id, device_id"
    return await _claim(_DUE + _IN_TURN + order + _LEASE_THEM, (), limit, clock, stopped)


async def claim_lane(
    lane: Lane, *, limit: int, clock: Clock, stopped: Collection[UUID] = NOTHING
) -> list[Claimed]:
    """The same of one lane: a walk along its own part of the index of what is open."""
    order: LiteralString = "AND lane = $6 ORDER BY next_attempt_at, event_id, device_id"
    return await _claim(_DUE + _IN_TURN + order + _LEASE_THEM, (lane,), limit, clock, stopped)


async def claim_events(
    event_ids: Collection[UUID],
    *,
    limit: int,
    clock: Clock,
    stopped: Collection[UUID] = NOTHING,
) -> list[Claimed]:
    """Due deliveries of these events only."""
    order: LiteralString = "AND event_id = ANY($6::uuid[])"
    statement: LiteralString = _DUE + _IN_TURN + order + _LEASE_THEM
    return await _claim(statement, (list(event_ids),), limit, clock, stopped)


async def _claim(
    statement: LiteralString,
    more: tuple[object, ...],
    limit: int,
    clock: Clock,
    stopped: Collection[UUID],
) -> list[Claimed]:
    now = clock.now()
    until, not_before = now + LEASE, now - IN_TURN
    rows = await sql.fetch(statement, now, until, limit, not_before, list(stopped), *more)
    return [_claimed(row) for row in rows]


def _claimed(row: Any) -> Claimed:
    """By position: by name it would take twice as long, and a campaign has a million rows."""
    event, device, person, channel, lane, locale, position, tries, ends, made, lease, why, due = row
    return Claimed(
        event,
        device,
        person,
        _CHANNELS[channel],
        _LANES[lane],
        _LOCALES[locale],
        position,
        tries,
        ends,
        made,
        lease,
        why,
        due_at=due,
    )
