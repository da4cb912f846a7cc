"""Somebody asked to be cared for: news for the centre that must look, then for herself."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.actor import Role
from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import Category, Notification, Persons, RoleHolders

WAITS_FOR: Final = timedelta(days=7)
"""As long as a week of duty: who is off today reads it when they are back."""
STAFF: Final = (Role.CENTRE_MANAGER, Role.CENTRE_STAFF)


def application_tag(senior_id: UUID) -> str:
    """What staff were told of who waits: taken back once somebody has looked."""
    return f"care-waits:{senior_id}"


def care_application_waits(
    *, event_id: UUID, senior_id: UUID, centre_id: UUID, at: datetime
) -> Notification:
    """Until they look nobody watches over her. It names nobody: the list does, and leaves a trace.
    No alarm, so it waits for the morning. On no consent, since it says nothing of her; it ends
    with hers all the same (`erase_alarms`)."""
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + WAITS_FOR,
        key=MessageKey.CARE_APPLICATION_WAITS,
        category=Category.SERVICE,
        audience=frozenset(RoleHolders(role, centre_id) for role in STAFF),
        subject_id=senior_id,
        purpose=None,
        tag=application_tag(senior_id),
        deep_link=deep_links.care_seniors(),
        values={},
        by_day=True,
    )


def care_accepted(*, event_id: UUID, senior_id: UUID, centre: str, at: datetime) -> Notification:
    """Somebody looks after her from now on; she was not there when the centre said so."""
    return _answer(
        MessageKey.CARE_ACCEPTED,
        event_id=event_id,
        senior_id=senior_id,
        at=at,
        purpose=Purpose.CARE_CHECK_INS,
        values={"centre": centre},
    )


def care_declined(
    *, event_id: UUID, senior_id: UUID, centre: str, why: str, at: datetime
) -> Notification:
    """Nobody looks after her, and she must not believe it. It rests on no consent, since the one
    that she gave for it has ended. `why` is a `care.Declined`."""
    return _answer(
        MessageKey.CARE_DECLINED,
        event_id=event_id,
        senior_id=senior_id,
        at=at,
        purpose=None,
        values={"centre": centre, "why": f"care.declined.{why}"},
    )


def _answer(
    key: MessageKey,
    *,
    event_id: UUID,
    senior_id: UUID,
    at: datetime,
    purpose: Purpose | None,
    values: dict[str, str],
) -> Notification:
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + WAITS_FOR,
        key=key,
        category=Category.SERVICE,
        audience=frozenset({Persons(frozenset({senior_id}))}),
        subject_id=senior_id,
        purpose=purpose,
        tag=f"care-answer:{senior_id}",
        deep_link=deep_links.care_person(senior_id=senior_id),
        values=values,
        by_day=True,
    )
