"""What an officer writes, and what is wrong with it. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.resident_numbers import holds_resident_number
from domains.kernel.text import Locale
from notifications import deep_links
from notifications.campaigns.notice import CampaignNotice, Words
from notifications.campaigns.outcomes import Problem
from notifications.campaigns.wording import wording_of
from notifications.messages.advertisement import ADVERTISEMENT
from notifications.messages.payload import PayloadTooLarge
from notifications.notification import Category
from notifications.segments.read_segment import problem_of
from notifications.segments.segment import Segment

MAX_TITLE: Final = 60
MAX_BODY: Final = 500
"""In Korean 1,500 bytes, which an iPhone gets twice: so much always fits into 4 KB."""
MAX_SENDER: Final = 30
LONGEST: Final = timedelta(days=28)
"""No push service keeps a message longer."""

LINK: Final = re.compile(r"osantalk://[!-~]{1,189}")
IMAGE: Final = re.compile(r"https://[!-~]{4,490}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to a segment. `starts_at` None: when somebody starts it."""

    category: Category
    sender: str
    words: Mapping[Locale, Words] = field(repr=False)
    segment: Segment
    purpose: Purpose | None = None
    deep_link: str | None = None
    """None: the campaign's own page in the app."""
    image: str | None = None
    starts_at: datetime | None = None
    expires_at: datetime


def problems_of(draft: Draft, *, now: datetime) -> tuple[Problem, ...]:
    """Everything that is wrong with it; nothing for a good one."""
    return (
        *_about_words(draft),
        *_about_sender(draft),
        *_about_links(draft),
        *_about_times(draft, now),
        *_about_segment(draft),
        *_about_size(draft, now),
    )


def _about_words(draft: Draft) -> Iterator[Problem]:
    if Locale.KO not in draft.words:
        yield Problem("words", "The Korean words are missing; other languages are optional.")
    for locale, words in sorted(draft.words.items()):
        place = f"words.{locale}"
        if not words.title.strip() or not words.body.strip():
            yield Problem(place, "A title and a body are needed.")
        if len(words.title) > MAX_TITLE:
            yield Problem(place, f"The title has {len(words.title)} characters of {MAX_TITLE}.")
        if len(words.body) > MAX_BODY:
            yield Problem(place, f"The body has {len(words.body)} characters of {MAX_BODY}.")
        if words.title.lstrip().startswith(ADVERTISEMENT):
            yield Problem(place, f"{ADVERTISEMENT} and the sender are put before the title by us.")
        if holds_resident_number([words.title, words.body]):
            yield Problem(place, "The words show a resident registration number.")


def _about_sender(draft: Draft) -> Iterator[Problem]:
    if not draft.sender.strip():
        yield Problem("sender", "Say who speaks; an advertisement must name its sender.")
    if len(draft.sender) > MAX_SENDER:
        yield Problem("sender", f"The sender has {len(draft.sender)} characters of {MAX_SENDER}.")


def _about_links(draft: Draft) -> Iterator[Problem]:
    if draft.deep_link is not None and not LINK.fullmatch(draft.deep_link):
        yield Problem("deepLink", "A deep link begins with osantalk:// and has no spaces.")
    if draft.image is not None and not IMAGE.fullmatch(draft.image):
        yield Problem("image", "An image has an https address.")


def _about_times(draft: Draft, now: datetime) -> Iterator[Problem]:
    starts = draft.starts_at or now
    if draft.starts_at is not None and draft.starts_at <= now:
        yield Problem("startsAt", "It would start in the past; leave it out to start by hand.")
    if draft.expires_at <= max(starts, now):
        yield Problem("expiresAt", "It would be over before it starts.")
    if draft.expires_at > max(starts, now) + LONGEST:
        yield Problem("expiresAt", f"Phones are sent nothing that lives above {LONGEST.days} days.")


def _about_segment(draft: Draft) -> Iterator[Problem]:
    if (problem := problem_of(draft.segment)) is not None:
        yield Problem("segment", f"{problem[0].upper()}{problem[1:]}.")


def _about_size(draft: Draft, now: datetime) -> Iterator[Problem]:
    notice = notice_of(draft, campaign_id=NOBODYS, event_id=NOBODYS, at=now)
    for locale in sorted(draft.words):
        try:
            wording_of(notice, locale, expires_at=draft.expires_at)
        except PayloadTooLarge:
            yield Problem(f"words.{locale}", "The message exceeds the 4 KB that phones are sent.")


NOBODYS: Final = UUID(int=0)
"""Stands for ids that a draft has not got yet."""


def notice_of(draft: Draft, *, campaign_id: UUID, event_id: UUID, at: datetime) -> CampaignNotice:
    """What the draft says, once it is started at a moment."""
    return CampaignNotice(
        event_id=event_id,
        campaign_id=campaign_id,
        occurred_at=at,
        expires_at=draft.expires_at,
        category=draft.category,
        sender=draft.sender.strip(),
        deep_link=draft.deep_link or deep_links.campaign(campaign_id=campaign_id),
        image=draft.image,
        purpose=draft.purpose,
        segment=draft.segment,
        words=draft.words,
    )
