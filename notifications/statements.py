"""What deliveries say and on whose leave: from the notice of one event, or from a campaign.

The engine asks no more of either. A campaign's statement is its own (`campaigns`): many receivers,
words written by an officer, one profile of receivers decided about at a time.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domains.kernel.text import Locale
from notifications import notices
from notifications.audience import addressees
from notifications.campaigns.notice import CampaignNotice
from notifications.campaigns.statement import CampaignStatement
from notifications.gate import Deny, Reason, Verdict, decide
from notifications.messages.word import word
from notifications.notices import Stated
from notifications.notification import Notification
from notifications.notify import content_of
from notifications.ports import Wording

Verdicts = Mapping[UUID, Verdict]
"""By person; who is absent is told as was decided before."""


class Statement(Protocol):
    """One event, as the engine needs it to send what waits."""

    def wording(self, *, locale: Locale, with_position: bool, expires_at: datetime) -> Wording:
        """The words in one language. Pure. Raises PayloadTooLarge and KeyError: a message that
        can never be said, which becomes a dead letter."""

    async def verdicts(self, people: Collection[UUID], *, now: datetime) -> Verdicts:
        """The gate's verdicts of today, for deliveries that waited or were tried before."""


@dataclass(frozen=True, slots=True)
class NoticeStatement:
    """What a reaction once stated, or took back."""

    stated: Stated

    def wording(self, *, locale: Locale, with_position: bool, expires_at: datetime) -> Wording:
        notice, category = self.stated.notice, self.stated.category
        said = word(notice, category, locale=locale, with_position=with_position)
        return Wording(
            event_id=notice.event_id,
            category=category,
            tag=said.tag,
            expires_at=expires_at,
            text=said.text,
            payload=said.payload,
            presentation=said.presentation,
            locale=locale,
        )

    async def verdicts(self, people: Collection[UUID], *, now: datetime) -> Verdicts:
        """Only what tells something new needs leave: not what takes something away."""
        notice = self.stated.notice
        if not isinstance(notice, Notification):
            return {}
        return await _of_today(notice, people, now=now)


async def load(event_ids: Collection[UUID]) -> dict[UUID, Statement]:
    """By event id. What was erased meanwhile, or cannot be read for now, is left out."""
    stated = await notices.load(event_ids)
    return {event_id: _statement(each) for event_id, each in stated.items()}


def _statement(stated: Stated) -> Statement:
    if isinstance(stated.notice, CampaignNotice):
        return CampaignStatement(stated.notice)
    return NoticeStatement(stated)


async def _of_today(
    notification: Notification, people: Collection[UUID], *, now: datetime
) -> dict[UUID, Verdict]:
    today = {each.person_id: each.receiver for each in await addressees(notification, at=now)}
    content = content_of(notification, digestible=False)
    return {
        person: decide(content, today[person], now)
        if person in today
        else Deny(Reason.RELATION_ENDED)
        for person in people
    }
