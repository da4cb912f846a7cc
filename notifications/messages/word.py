"""What is said about one notice in one language: text, payload, and how it is shown."""

from dataclasses import dataclass, field
from typing import assert_never

from domains.kernel.text import Locale
from notifications.campaigns.notice import CampaignNotice
from notifications.campaigns.wording import said
from notifications.messages.payload import Payload, compose, compose_read, compose_retraction
from notifications.messages.presentation import (
    READ_ELSEWHERE,
    Presentation,
    presentation_of,
    presentation_of_retraction,
)
from notifications.messages.render import Text
from notifications.notification import Category, Notification, ReadElsewhere, Retraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """The same for every phone of a language. `text` None: nothing to show."""

    tag: str
    text: Text | None
    payload: Payload = field(repr=False)
    presentation: Presentation


def word(
    notice: Notification | Retraction | ReadElsewhere | CampaignNotice,
    category: Category,
    *,
    locale: Locale,
    with_position: bool,
) -> Worded:
    """`category` is the notice's own; a retraction has that of what it takes back.

    Raises PayloadTooLarge.
    """
    match notice:
        case Notification():
            text, payload = compose(notice, locale=locale, with_position=with_position)
            shown = presentation_of(notice.key, category)
            return Worded(tag=notice.tag, text=text, payload=payload, presentation=shown)
        case Retraction():
            payload, shown = compose_retraction(notice), presentation_of_retraction(category)
            return Worded(tag=notice.tag, text=None, payload=payload, presentation=shown)
        case CampaignNotice():
            text, payload, shown = said(notice, locale)
            return Worded(tag=notice.tag, text=text, payload=payload, presentation=shown)
        case ReadElsewhere():
            payload = compose_read(notice)
            return Worded(tag=notice.tag, text=None, payload=payload, presentation=READ_ELSEWHERE)
        case unreachable:
            assert_never(unreachable)
