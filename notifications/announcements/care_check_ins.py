"""Questions to a senior: whether she is fine, at her own times or because something was noticed."""

from datetime import datetime
from typing import Final
from uuid import UUID

from domains.consent.public import Purpose
from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import Category, Notification, Persons

TAGGED: Final = "check-in:"


def check_in_asked(
    *,
    event_id: UUID,
    senior_id: UUID,
    check_in_id: UUID,
    times: int,
    calls: bool,
    at: datetime,
    until: datetime,
) -> Notification:
    """Her own question, for the `times`-th time; the later one takes the earlier one's place."""
    key = MessageKey.CARE_CHECK_IN if times == 1 else MessageKey.CARE_CHECK_IN_AGAIN
    return _question(
        key,
        event_id=event_id,
        senior_id=senior_id,
        check_in_id=check_in_id,
        calls=calls,
        at=at,
        until=until,
    )


def companion_asks(
    *, event_id: UUID, senior_id: UUID, check_in_id: UUID, at: datetime, until: datetime
) -> Notification:
    """Something was noticed: before anybody else, she is asked, by her phone and her telephone."""
    return _question(
        MessageKey.CARE_COMPANION,
        event_id=event_id,
        senior_id=senior_id,
        check_in_id=check_in_id,
        calls=True,
        at=at,
        until=until,
    )


def check_in_tag(check_in_id: UUID) -> str:
    """What a question, its reminders and its retraction share."""
    return f"{TAGGED}{check_in_id}"


def check_in_of(tag: str) -> UUID | None:
    """Which question a tag is of; None for a tag of anything else."""
    return UUID(tag.removeprefix(TAGGED)) if tag.startswith(TAGGED) else None


def _question(
    key: MessageKey,
    *,
    event_id: UUID,
    senior_id: UUID,
    check_in_id: UUID,
    calls: bool,
    at: datetime,
    until: datetime,
) -> Notification:
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=until,
        key=key,
        category=Category.CARE,
        audience=frozenset({Persons(frozenset({senior_id}))}),
        subject_id=senior_id,
        purpose=Purpose.CARE_CHECK_INS,
        tag=check_in_tag(check_in_id),
        deep_link=deep_links.check_in(check_in_id=check_in_id),
        values={},
        expected=True,
        calls=calls,
    )
