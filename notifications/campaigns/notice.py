"""What a campaign says, to whom and until when, as it stood when it started."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.text import Locale
from notifications.gate import Content
from notifications.notification import Category
from notifications.segments.segment import Segment

CAMPAIGN: Final = "campaign:"
"""What the tags of campaigns begin with, and no other's."""

FALLBACK: Final = (Locale.EN, Locale.KO)
"""Who reads neither of the written languages gets English, and Korean where there is none."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's text, as the officer wrote it."""

    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignNotice:
    """Words that an officer wrote to a segment of the city.

    `purpose` is each receiver's own consent without which they are not told. Kept as JSON in
    `notifications.notices`: nothing in it is about a person, so nothing is sealed.
    """

    event_id: UUID
    campaign_id: UUID
    occurred_at: datetime
    expires_at: datetime
    category: Category
    sender: str
    deep_link: str
    image: str | None
    purpose: Purpose | None
    segment: Segment
    words: Mapping[Locale, Words] = field(repr=False)

    @property
    def tag(self) -> str:
        return tag_of(self.campaign_id)

    @property
    def content(self) -> Content:
        """What the gate reads of it."""
        return Content(
            category=self.category,
            purpose=self.purpose,
            position_purpose=None,
            expires_at=self.expires_at,
        )


def tag_of(campaign_id: UUID) -> str:
    """Under which phones show it, and under which it is taken back."""
    return f"{CAMPAIGN}{campaign_id}"


def words_in(words: Mapping[Locale, Words], locale: Locale) -> Words:
    """The words in a language, or in its FALLBACK. Raises KeyError where there is no Korean."""
    for candidate in (locale, *FALLBACK):
        if candidate in words:
            return words[candidate]
    raise KeyError(Locale.KO)
