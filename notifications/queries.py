"""What a person sees behind the bell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.kernel import personal, sql
from domains.kernel.clock import Clock
from notifications.notification import Category
from notifications.readable import VISIBLE, readable_by

FORGOTTEN = ""
"""The text of an entry whose subject's key was destroyed: the edge says a neutral word for it."""

PAGE = 100
"""No page is longer; one row more may be read, to learn whether another page follows."""


_PAGE: Final[LiteralString] = f"""
    SELECT inbox.id, event_id, inbox.tag, kind, inbox.category, title, body, inbox.owner_id,
           deep_link,
           inbox.occurred_at, read_at, retracted_at
    FROM {VISIBLE} AND ($8::uuid IS NULL OR inbox.id < $8)
    ORDER BY inbox.id DESC LIMIT $9
"""  # noqa: S608 - two literals of ours

_UNREAD: Final[LiteralString] = f"""
    SELECT count(*) AS unread FROM {VISIBLE}
      AND inbox.read_at IS NULL AND inbox.retracted_at IS NULL
"""  # noqa: S608 - two literals of ours


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
    """What a person may still read, newest first. `after` is the last entry's id of the page
    before."""
    now = clock.now()
    may = await readable_by(person_id, at=now)
    rows = await sql.fetch(
        _PAGE,
        person_id,
        now,
        may.subjects,
        may.seniors,
        may.scopes,
        may.consenting,
        may.consents,
        after,
        min(first, PAGE + 1),
    )
    titles = await personal.open_each([(row["owner_id"], row["title"]) for row in rows])
    bodies = await personal.open_each([(row["owner_id"], row["body"]) for row in rows])
    return [
        _item(row, title or FORGOTTEN, body or FORGOTTEN)
        for row, title, body in zip(rows, titles, bodies, strict=True)
    ]


async def unread_count(person_id: UUID, *, clock: Clock) -> int:
    """How many entries wait to be read; what was retracted needs no reading."""
    now = clock.now()
    may = await readable_by(person_id, at=now)
    rows = await sql.fetch(
        _UNREAD,
        person_id,
        now,
        may.subjects,
        may.seniors,
        may.scopes,
        may.consenting,
        may.consents,
    )
    return int(rows[0]["unread"])


def _item(row: Any, title: str, body: str) -> InboxItem:
    return InboxItem(
        id=row["id"],
        event_id=row["event_id"],
        tag=row["tag"],
        kind=row["kind"],
        category=Category(row["category"]),
        title=title,
        body=body,
        deep_link=row["deep_link"],
        occurred_at=row["occurred_at"],
        read_at=row["read_at"],
        retracted_at=row["retracted_at"],
    )
