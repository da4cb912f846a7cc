"""A draft as its row keeps it, and back."""

from typing import Any

import orjson

from domains.consent.public import Purpose
from domains.kernel.text import Locale
from notifications.campaign_models import Campaign
from notifications.campaigns.draft import Draft
from notifications.campaigns.notice import Words
from notifications.notification import Category
from notifications.segments.read_segment import BadSegment, read_segment, write_segment
from notifications.segments.segment import Segment


def columns_of(draft: Draft) -> dict[str, Any]:
    """What a row keeps of a draft. A draft without a link of its own keeps an empty one."""
    return {
        "category": draft.category.value,
        "sender": draft.sender.strip(),
        "words": {
            locale.value: {"title": words.title, "body": words.body}
            for locale, words in draft.words.items()
        },
        "segment": orjson.loads(write_segment(draft.segment)),
        "purpose": draft.purpose and draft.purpose.value,
        "deep_link": draft.deep_link or "",
        "image": draft.image,
        "starts_at": draft.starts_at,
        "expires_at": draft.expires_at,
    }


def draft_of(row: Campaign) -> Draft:
    """The draft that a row keeps."""
    return Draft(
        category=Category(row.category),
        sender=row.sender,
        words=words_of(row),
        segment=segment_of(row),
        purpose=Purpose(row.purpose) if row.purpose else None,
        deep_link=row.deep_link or None,
        image=row.image,
        starts_at=row.starts_at,
        expires_at=row.expires_at,
    )


def words_of(row: Campaign) -> dict[Locale, Words]:
    """The texts by language."""
    return {Locale(locale): Words(**words) for locale, words in row.words.items()}


def segment_of(row: Campaign) -> Segment:
    """Raises ValueError for a word that this release does not know: a newer one wrote it."""
    segment = read_segment(orjson.dumps(row.segment))
    if isinstance(segment, BadSegment):
        raise ValueError(segment.problem)
    return segment
