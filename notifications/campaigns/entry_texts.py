"""Inbox entries of campaigns have no words of their own: they are composed when they are read.

A million entries of one campaign keep its words once, and each reader gets them in the language
that is theirs today.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domains.identity import public as identity
from domains.kernel import sql
from notifications.campaigns.notice import words_in
from notifications.campaigns.read_notice import read_notice
from notifications.campaigns.wording import text_of
from notifications.messages.render import Text


async def texts_of(rows: Sequence[Any]) -> Mapping[UUID, Text]:
    """By entry: title and body. `rows` have id, event_id and person_id; none cost nothing."""
    if not rows:
        return {}
    found = await sql.fetch(
        """
        SELECT event_id, notification FROM notifications.notices WHERE event_id = ANY($1::uuid[])
        """,
        list({row["event_id"] for row in rows}),
    )
    notices = {row["event_id"]: read_notice(row["notification"]) for row in found}
    cards = await identity.people({row["person_id"] for row in rows}, named=False)
    texts: dict[UUID, Text] = {}
    for row in rows:
        notice, card = notices.get(row["event_id"]), cards.get(row["person_id"])
        if notice is not None and card is not None:
            words = words_in(notice.words, card.locale)
            texts[row["id"]] = text_of(notice.category, notice.sender, words)
    return texts
