"""What a campaign's receivers are shown, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from domains.kernel.text import Locale
from notifications.campaigns.notice import CampaignNotice, Words, words_in
from notifications.messages.advertisement import marked
from notifications.messages.payload import Payload, compose_campaign
from notifications.messages.presentation import Presentation, presentation_of
from notifications.messages.render import Text
from notifications.notification import Category
from notifications.ports import Wording


def text_of(category: Category, sender: str, words: Words) -> Text:
    """The title and body as shown; an advertisement says so, and whose it is."""
    text = Text(title=words.title, body=words.body)
    return marked(text, sender=sender) if category is Category.ADVERTISING else text


def said(notice: CampaignNotice, locale: Locale) -> tuple[Text, Payload, Presentation]:
    """The words in one language, and how they are shown. Raises PayloadTooLarge."""
    text = text_of(notice.category, notice.sender, words_in(notice.words, locale))
    payload = compose_campaign(
        text,
        event_id=notice.event_id,
        tag=notice.tag,
        category=notice.category,
        deep_link=notice.deep_link,
        occurred_at=notice.occurred_at,
        expires_at=notice.expires_at,
        image=notice.image,
    )
    return text, payload, presentation_of(None, notice.category, image=notice.image)


def wording_of(notice: CampaignNotice, locale: Locale, *, expires_at: datetime) -> Wording:
    """The same, as the engine hands it to a channel. Raises PayloadTooLarge."""
    text, payload, presentation = said(notice, locale)
    return Wording(
        event_id=notice.event_id,
        category=notice.category,
        tag=notice.tag,
        expires_at=expires_at,
        text=text,
        payload=payload,
        presentation=presentation,
    )


@dataclass(slots=True)
class Wordings:
    """One Wording for each event and language, the same object from page to page, so that a
    channel encodes it once."""

    _made: dict[UUID, Mapping[Locale, Wording]] = field(default_factory=dict)

    def of(self, notice: CampaignNotice, locale: Locale) -> Wording:
        """The languages of the campaigns of late; an old one is made anew."""
        if notice.event_id not in self._made:
            while len(self._made) >= MOST_CAMPAIGNS:
                del self._made[next(iter(self._made))]
            self._made[notice.event_id] = {
                each: wording_of(notice, each, expires_at=notice.expires_at) for each in Locale
            }
        return self._made[notice.event_id][locale]


MOST_CAMPAIGNS: Final = 16
"""That one worker remembers the words of."""
