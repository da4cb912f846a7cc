"""What a person sees behind the bell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.notification import Category

PAGE = 100
"""No page is longer."""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One entry as it was worded then; `retracted_at` says that it no longer holds."""

    id: UUID
    event_id: UUID
    tag: str
    kind: str
    category: Category
    title: str = field(repr=False)
    body: str = field(repr=False)
    deep_link: str
    occurred_at: datetime
    read_at: datetime | None
    retracted_at: datetime | None


async def inbox_of(
    person_id: UUID, *, clock: Clock, first: int, after: UUID | None = None
) -> Sequence[InboxItem]:
    """A person's own entries, newest first. `after` is the last entry's id of the page before."""
    rows = await sql.fetch(
        """
        SELECT id, event_id, tag, kind, category, title, body, deep_link,
               occurred_at, read_at, retracted_at
        FROM notifications.inbox
        WHERE person_id = $1 AND visible_from <= $2 AND ($3::uuid IS NULL OR id < $3)
        ORDER BY id DESC LIMIT $4
        """,
        person_id,
        clock.now(),
        after,
        min(first, PAGE),
    )
    return [_item(row) for row in rows]


async def unread_count(person_id: UUID, *, clock: Clock) -> int:
    """How many entries wait to be read; what was retracted needs no reading."""
    rows = await sql.fetch(
        """
        SELECT count(*) AS unread FROM notifications.inbox
        WHERE person_id = $1 AND visible_from <= $2 AND read_at IS NULL AND retracted_at IS NULL
        """,
        person_id,
        clock.now(),
    )
    return int(rows[0]["unread"])


def _item(row: Any) -> InboxItem:
    return InboxItem(
        id=row["id"],
        event_id=row["event_id"],
        tag=row["tag"],
        kind=row["kind"],
        category=Category(row["category"]),
        title=row["title"],
        body=row["body"],
        deep_link=row["deep_link"],
        occurred_at=row["occurred_at"],
        read_at=row["read_at"],
        retracted_at=row["retracted_at"],
    )
