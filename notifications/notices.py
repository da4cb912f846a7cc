"""Keeping what was stated, so that every attempt is composed from the same facts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from pydantic import TypeAdapter, ValidationError

from domains.kernel import personal, sql
from notifications.campaigns.notice import CAMPAIGN, CampaignNotice
from notifications.campaigns.read_notice import read_notice
from notifications.notification import Category, Notification, ReadElsewhere, Retraction
from notifications.sealed_words import open_words, seal_words, with_words

log = structlog.get_logger()

_JSON = TypeAdapter(Notification)

FROM_SOME: Final = '{"retracts": "from some"}'
"""What a notice that takes back from some alone has for a notification: to all who ask whether
something was taken back from everybody it is none, and an earlier release leaves it to this one."""

ERASED: Final = '{"erased": "words"}'
"""What stands in a notice whose words were destroyed, until whatever takes it back has come."""

READ_LATELY = timedelta(days=7)
READ_AT_MOST = 30
"""More tags would not fit into a payload of 4 KB."""

Words = tuple[str | None, str | None]
"""Names and position as they were opened; None for what could not be."""


@dataclass(frozen=True, slots=True)
class Told:
    """Earlier notices of one tag, that a retraction takes back."""

    event_ids: tuple[UUID, ...]
    category: Category
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Stated:
    """A notice as it was kept. A retraction has the category of what it takes back."""

    notice: Notification | Retraction | ReadElsewhere | CampaignNotice
    category: Category


async def lock_tag(tag: str) -> None:
    """Until the commit, nobody else tells or retracts under this tag.

    So a retraction and the notification that it overtakes always see each other, and a job that
    runs twice finds its own traces.
    """
    await sql.fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"notice:{tag}")


async def keep(notification: Notification) -> None:
    """Store a notification, its names and position sealed; a second time it changes nothing."""
    words = await seal_words(notification)
    await sql.execute(
        """
        INSERT INTO notifications.notices
            (event_id, tag, occurred_at, expires_at, category,
             subject_id, purpose, position_purpose, notification, owner_id, names, position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (event_id) DO NOTHING
        """,
        notification.event_id,
        notification.tag,
        notification.occurred_at,
        notification.expires_at,
        notification.category.value,
        notification.subject_id,
        notification.purpose,
        notification.position_purpose,
        _JSON.dump_json(words.open).decode(),
        words.owner_id,
        words.names,
        words.position,
    )


async def keep_retraction(retraction: Retraction, *, category: Category, until: datetime) -> bool:
    """Store a retraction; False when it is there already."""
    added = await sql.execute(
        """
        INSERT INTO notifications.notices
            (event_id, tag, occurred_at, expires_at, category, notification)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (event_id) DO NOTHING
        """,
        retraction.event_id,
        retraction.tag,
        retraction.occurred_at,
        until,
        category.value,
        None if retraction.only_from is None else FROM_SOME,
    )
    return added == 1


async def is_retracted(notification: Notification) -> bool:
    """Whether its tag was taken back at or after the moment that it speaks of.

    An overtaking retraction is also known by its event id, a uuidv7 and so ordered by time: the
    two may have been stated in the wrong order.
    """
    rows = await sql.fetch(
        """
        SELECT 1 FROM notifications.notices
        WHERE tag = $1 AND notification IS NULL AND (occurred_at >= $2 OR event_id > $3) LIMIT 1
        """,
        notification.tag,
        notification.occurred_at,
        notification.event_id,
    )
    return bool(rows)


async def told_before(retraction: Retraction) -> Told | None:
    """What was told under its tag before it; None when nothing was, or some was only taken back."""
    rows = await sql.fetch(
        """
        SELECT event_id, category, expires_at FROM notifications.notices
        WHERE tag = $1 AND notification <> $4 AND (occurred_at <= $2 OR event_id < $3)
        ORDER BY occurred_at
        """,
        retraction.tag,
        retraction.occurred_at,
        retraction.event_id,
        FROM_SOME,
    )
    if not rows:
        return None
    return Told(
        event_ids=tuple(row["event_id"] for row in rows),
        category=Category(rows[-1]["category"]),
        expires_at=max(row["expires_at"] for row in rows),
    )


async def load(event_ids: Collection[UUID]) -> dict[UUID, Stated]:
    """What was stated, by event id.

    A notice that this release cannot read (a newer one wrote it, while both are running) is left
    out and left to the other: it must not hold up the rest of a batch. While the key store is
    down alarms are read without names or position, and everything else is left out until later.
    """
    rows = await sql.fetch(
        """
        SELECT event_id, tag, occurred_at, category, notification, owner_id, names, position,
               reader_id
        FROM notifications.notices
        WHERE event_id = ANY($1::uuid[]) AND notification IS DISTINCT FROM $2
        """,
        list(event_ids),
        ERASED,
    )
    stated: dict[UUID, Stated] = {}
    spoken = [row for row in rows if row["reader_id"] is None]
    for row, (names, position) in await _opened(spoken):
        try:
            stated[row["event_id"]] = _stated(row, names, position)
        except ValidationError:
            log.error("push.unreadable_notice", event_id=str(row["event_id"]))
    return {**stated, **await _read_elsewhere(rows)}


async def _read_elsewhere(rows: Sequence[Any]) -> dict[UUID, Stated]:
    """Composed from the inbox at the moment of sending: it says all that was read by then."""
    return {
        row["event_id"]: Stated(
            ReadElsewhere(
                event_id=row["event_id"],
                occurred_at=row["occurred_at"],
                tag=row["tag"],
                entries=await _read_lately(row["reader_id"], since=row["occurred_at"]),
            ),
            Category(row["category"]),
        )
        for row in rows
        if row["reader_id"] is not None
    }


async def _read_lately(person_id: UUID, *, since: datetime) -> tuple[tuple[str, datetime], ...]:
    rows = await sql.fetch(
        """
        SELECT tag, occurred_at FROM notifications.inbox
        WHERE person_id = $1 AND read_at > $2 ORDER BY read_at DESC, id DESC LIMIT $3
        """,
        person_id,
        since - READ_LATELY,
        READ_AT_MOST,
    )
    return tuple((row["tag"], row["occurred_at"]) for row in rows)


async def _opened(rows: Sequence[Any]) -> list[tuple[Any, Words]]:
    try:
        return list(zip(rows, await open_words(rows), strict=True))
    except personal.KeysUnavailable:
        log.warning("push.names_unavailable", notices=len(rows))
    needed = [row for row in rows if _goes_out_anyway(row)]
    return [(row, await _whatever_opens(row)) for row in needed]


def _goes_out_anyway(row: Any) -> bool:
    return row["names"] is None or row["category"] == Category.SAFETY.value


async def _whatever_opens(row: Any) -> Words:
    try:
        return (await open_words([row]))[0]
    except personal.KeysUnavailable:
        return None, None


def _stated(row: Any, names: str | None, position: str | None) -> Stated:
    category = Category(row["category"])
    if row["tag"].startswith(CAMPAIGN):
        return Stated(read_notice(row["notification"]), category)
    if row["notification"] and row["notification"] != FROM_SOME:
        notification = _JSON.validate_json(row["notification"])
        return Stated(with_words(notification, names, position), category)
    retraction = Retraction(
        event_id=row["event_id"], occurred_at=row["occurred_at"], tag=row["tag"]
    )
    return Stated(retraction, category)
