"""What a person sees behind the bell."""

from collections.abc import Collection, Sequence
from typing import Final, LiteralString
from uuid import UUID

from domains.kernel import sql
from domains.kernel.clock import Clock
from notifications.inbox_item import COLUMNS, InboxItem, items
from notifications.notification import Category
from notifications.readable import VISIBLE, readable_by

PAGE = 100
"""No page is longer; one row more may be read, to learn whether another page follows."""


_PAGE: Final[LiteralString] = f"""
    SELECT {COLUMNS} FROM {VISIBLE} AND ($8::uuid IS NULL OR inbox.id < $8)
      AND ($9::text[] IS NULL OR inbox.category = ANY($9))
      AND ($10 = false OR inbox.read_at IS NULL AND inbox.retracted_at IS NULL)
    ORDER BY inbox.id DESC LIMIT $11
"""  # noqa: S608 - two literals of ours

_UNREAD: Final[LiteralString] = f"""
    SELECT count(*) AS unread FROM {VISIBLE}
      AND inbox.read_at IS NULL AND inbox.retracted_at IS NULL
      AND ($8::text[] IS NULL OR inbox.category = ANY($8))
"""  # noqa: S608 - two literals of ours


async def inbox_of(
    person_id: UUID,
    *,
    clock: Clock,
    first: int,
    after: UUID | None = None,
    categories: Collection[Category] | None = None,
    only_unread: bool = False,
) -> Sequence[InboxItem]:
    """What a person may still read, newest first. `after` is the last entry's id of the page
    before; `categories` None: of every category."""
    now = clock.now()
    may = await readable_by(person_id, at=now)
    rows = await sql.fetch(
        _PAGE,
        person_id,
        now,
        *may.arguments,
        after,
        _words(categories),
        only_unread,
        min(first, PAGE + 1),
    )
    return await items(rows)


async def unread_count(
    person_id: UUID, *, clock: Clock, categories: Collection[Category] | None = None
) -> int:
    """How many entries wait to be read; what was retracted needs no reading."""
    now = clock.now()
    may = await readable_by(person_id, at=now)
    rows = await sql.fetch(_UNREAD, person_id, now, *may.arguments, _words(categories))
    return int(rows[0]["unread"])


def _words(categories: Collection[Category] | None) -> list[str] | None:
    return None if categories is None else sorted(category.value for category in categories)
