"""One entry of an inbox, as it is read: its words opened, or composed from its campaign."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from domains.kernel import personal
from notifications.campaigns.entry_texts import texts_of
from notifications.messages.keys import CAMPAIGN
from notifications.messages.render import Text
from notifications.notification import Category

FORGOTTEN = ""
"""The text of an entry whose subject's key was destroyed: the edge says a neutral word for it."""

COLUMNS: Final[LiteralString] = """
    inbox.id, event_id, inbox.person_id, inbox.tag, kind, inbox.category, title, body,
    inbox.owner_id, deep_link, inbox.occurred_at, read_at, retracted_at"""
"""What `items` reads of VISIBLE's rows."""


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


async def items(rows: Sequence[Any]) -> list[InboxItem]:
    """In the rows' order; a text that cannot be opened any more is FORGOTTEN."""
    titles = await _opened(rows, "title")
    bodies = await _opened(rows, "body")
    campaigns = await texts_of([row for row in rows if row["kind"] == CAMPAIGN])
    return [
        _item(row, *_words(title, body, campaigns.get(row["id"])))
        for row, title, body in zip(rows, titles, bodies, strict=True)
    ]


def _words(title: str | None, body: str | None, campaign: Text | None) -> tuple[str, str]:
    if campaign is not None:
        return campaign.title, campaign.body
    return title or FORGOTTEN, body or FORGOTTEN


async def _opened(rows: Sequence[Any], column: str) -> list[str | None]:
    sealed = [(row["owner_id"], row[column]) for row in rows if row[column] is not None]
    opened = iter(await personal.open_each(sealed))
    return [next(opened) if row[column] is not None else None for row in rows]


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
