"""What is read on one phone vanishes from the others of the same person, without a sound."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final, LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.ids import Ids
from notifications.lanes import Lane
from notifications.notification import Category

GATHER: Final = timedelta(seconds=5)
"""Whoever reads one entry soon reads the next: one message tells of all that were read by then."""

STILL_SHOWN: Final = timedelta(days=7)
"""A notification that has lain on a screen for longer is left to the app's next start."""


_TELL: Final[LiteralString] = """
    WITH showing AS (
        SELECT DISTINCT ON (device_id) device_id, channel, locale
        FROM notifications.deliveries shown
        WHERE event_id = ANY($2::uuid[]) AND person_id = $1
          AND device_id IS DISTINCT FROM $3::uuid
          AND channel IN ('fcm', 'web_push') AND created_at > $4
          AND (state IN ('sent', 'sending') OR state = 'queued' AND attempts > 0)
          AND NOT EXISTS (
              SELECT FROM notifications.notices waiting
              JOIN notifications.deliveries soon USING (event_id)
              WHERE waiting.reader_id = $1 AND waiting.occurred_at > $4
                AND soon.device_id = shown.device_id AND soon.state = 'queued')
    ), notice AS (
        INSERT INTO notifications.notices
            (event_id, tag, occurred_at, expires_at, category, reader_id)
        SELECT $5, $6, $7, $8, $9, $1 WHERE EXISTS (SELECT FROM showing)
    )
    INSERT INTO notifications.deliveries
        (event_id, device_id, person_id, channel, lane, locale, expires_at, created_at,
         next_attempt_at)
    SELECT $5, device_id, $1, channel, $10, locale, $8, $7, $11 FROM showing
    RETURNING device_id
"""
"""Installations that show it still and have no such message waiting; one notice for them all."""


async def tell_other_phones(
    person_id: UUID,
    *,
    event_ids: Collection[UUID],
    but: UUID | None,
    now: datetime,
    ids: Ids,
) -> int:
    """Queue one silent message for each installation that still shows one of the events; how many.

    `but` knows already. An installation for which such a message waits needs no second: what it
    says is composed when it is sent. Within the caller's transaction.
    """
    rows = await sql.fetch(
        _TELL,
        person_id,
        list(event_ids),
        but,
        now - STILL_SHOWN,
        ids.new(),
        f"read:{person_id}",
        now,
        now + STILL_SHOWN,
        Category.SERVICE.value,
        int(Lane.SERVICE),
        now + GATHER,
    )
    return len(rows)
