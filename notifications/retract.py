"""Take back what was told under a tag: in the inbox, in the queue, and on the screens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications import inbox, notices
from notifications.claim_due import LEASE
from notifications.dispatch import halts
from notifications.fallback.end_chains import end_chains
from notifications.notices import Told
from notifications.notification import Category, Retraction

REACHES_FOR: Final = timedelta(days=1)
"""A phone that was away shows yesterday's alarm still, though that is no longer news: what takes
it away must live longer than it."""


@dataclass(frozen=True, slots=True)
class Retracted:
    """How many inbox entries and unsent deliveries are void, and how many phones to tell."""

    entries: int
    unsent: int
    queued: int


async def retract(retraction: Retraction, *, clock: Clock) -> Retracted:
    """Within the caller's transaction; afterwards `deliver_due` tells the phones.

    A notification of the tag that speaks of an earlier moment stays untold from now on, should
    it still come. What is in a worker's hands is not begun any more. Safe to repeat.
    """
    await notices.lock_tag(retraction.tag)
    told = await notices.told_before(retraction)
    until = _until(retraction, told)
    category = told.category if told else Category.SERVICE
    fresh = await notices.keep_retraction(retraction, category=category, until=until)
    if told is None or not fresh:
        return Retracted(entries=0, unsent=0, queued=0)
    await _hold(told)
    queued = await _tell_phones(retraction, told, until=until, clock=clock)
    if retraction.only_from is None:
        await halts.stop(told.event_ids, until=clock.now() + LEASE)
    else:
        await end_chains(told.event_ids, only_of=retraction.only_from, clock=clock)
    return Retracted(
        entries=await inbox.retract(
            told.event_ids,
            except_person=retraction.except_person,
            only_from=retraction.only_from,
            at=clock.now(),
        ),
        unsent=await _stop_unsent(retraction, told, clock=clock),
        queued=queued,
    )


def _until(retraction: Retraction, told: Told | None) -> datetime:
    ends = retraction.occurred_at + REACHES_FOR
    return ends if told is None else max(ends, told.expires_at)


async def _hold(told: Told) -> None:
    """What a worker takes in hand while we decide would be neither stopped nor taken back."""
    await sql.fetch(
        """
        SELECT FROM notifications.deliveries
        WHERE event_id = ANY($1::uuid[]) AND finished_at IS NULL
        ORDER BY event_id, device_id FOR UPDATE
        """,
        list(told.event_ids),
    )


async def _tell_phones(retraction: Retraction, told: Told, *, until: datetime, clock: Clock) -> int:
    """Queue for each phone that shows it or may: sent, in flight, or tried with no answer.

    A text message and a call cannot be taken back.
    """
    return await sql.execute(
        """
        INSERT INTO notifications.deliveries
            (event_id, device_id, person_id, channel, lane, locale,
             expires_at, created_at, next_attempt_at)
        SELECT DISTINCT ON (device_id) $1::uuid, device_id, person_id, channel, lane, locale,
            $2::timestamptz, $3::timestamptz, $3::timestamptz
        FROM notifications.deliveries
        WHERE event_id = ANY($4::uuid[]) AND person_id IS DISTINCT FROM $5::uuid
          AND ($6::uuid[] IS NULL OR person_id = ANY($6))
          AND channel IN ('fcm', 'web_push')
          AND (state IN ('sending', 'sent', 'seen') OR attempts > 0)
        ON CONFLICT (event_id, device_id) DO NOTHING
        """,
        retraction.event_id,
        until,
        clock.now(),
        list(told.event_ids),
        retraction.except_person,
        _these(retraction),
    )


async def _stop_unsent(retraction: Retraction, told: Told, *, clock: Clock) -> int:
    return await sql.execute(
        """
        UPDATE notifications.deliveries SET state = 'retracted', finished_at = $2
        WHERE event_id = ANY($1::uuid[]) AND finished_at IS NULL
          AND person_id IS DISTINCT FROM $3::uuid
          AND ($4::uuid[] IS NULL OR person_id = ANY($4))
        """,
        list(told.event_ids),
        clock.now(),
        retraction.except_person,
        _these(retraction),
    )


def _these(retraction: Retraction) -> list[UUID] | None:
    return None if retraction.only_from is None else list(retraction.only_from)
