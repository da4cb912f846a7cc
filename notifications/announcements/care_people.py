"""How somebody's care begins, rests, goes on and ends: news for her guardians, for her care
workers, and for herself."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.consent.public import Purpose
from domains.identity.public import SharingScope
from domains.kernel.actor import Role
from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import (
    Audience,
    Category,
    GuardiansOf,
    Notification,
    Persons,
    RoleHolders,
)

NEWS_LIVES: Final = timedelta(days=2)
A_NEW_FACE_LIVES: Final = timedelta(days=7)
"""As long as a week of duty: who is off today reads it when they are back."""


def care_paused(
    *, event_id: UUID, senior_id: UUID, senior: str, until: datetime, at: datetime
) -> Notification:
    """Nothing is asked and nobody is woken until then."""
    return _news(
        MessageKey.CARE_PAUSED,
        event_id=event_id,
        senior_id=senior_id,
        senior=senior,
        at=at,
        purpose=Purpose.CARE_CHECK_INS,
        audience=_both(senior_id),
        until=until.isoformat(),
    )


def care_resumed(*, event_id: UUID, senior_id: UUID, senior: str, at: datetime) -> Notification:
    """The questions begin again."""
    return _news(
        MessageKey.CARE_RESUMED,
        event_id=event_id,
        senior_id=senior_id,
        senior=senior,
        at=at,
        purpose=Purpose.CARE_CHECK_INS,
        audience=_both(senior_id),
    )


def care_visit_tag(visit_id: UUID) -> str:
    """What was told of a visit: taken back once somebody has ended it."""
    return f"care-visit:{visit_id}"


def care_visit(
    *,
    event_id: UUID,
    visit_id: UUID,
    senior_id: UUID,
    senior: str,
    since: datetime,
    until: datetime,
    at: datetime,
) -> Notification:
    """Somebody stays with her, as somebody else said: whoever knows better ends it."""
    news = _news(
        MessageKey.CARE_VISIT,
        event_id=event_id,
        senior_id=senior_id,
        senior=senior,
        at=at,
        purpose=Purpose.CARE_CHECK_INS,
        audience=_both(senior_id),
        since=since.isoformat(),
        until=until.isoformat(),
    )
    return replace(news, tag=care_visit_tag(visit_id))


def care_left(*, event_id: UUID, senior_id: UUID, senior: str, at: datetime) -> Notification:
    """From now on nobody of the city looks after her: her guardians must know. It rests on no
    consent, since the one that it speaks of is gone."""
    return _news(
        MessageKey.CARE_LEFT,
        event_id=event_id,
        senior_id=senior_id,
        senior=senior,
        at=at,
        purpose=None,
        audience=frozenset({GuardiansOf(senior_id, sees=SharingScope.CHECK_INS)}),
    )


def care_new_senior(
    *, event_id: UUID, senior_id: UUID, senior: str, dong_id: UUID, at: datetime
) -> Notification:
    """Somebody lives in their dong from now on: meet her before she needs it. No alarm, so it
    waits for the morning."""
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + A_NEW_FACE_LIVES,
        key=MessageKey.CARE_NEW_SENIOR,
        category=Category.CARE,
        audience=frozenset({RoleHolders(Role.CARE_WORKER, dong_id)}),
        subject_id=senior_id,
        purpose=Purpose.CARE_CHECK_INS,
        tag=f"care-new:{senior_id}",
        deep_link=deep_links.care_person(senior_id=senior_id),
        values={"senior": senior},
        by_day=True,
    )


def _both(senior_id: UUID) -> Audience:
    guardians = GuardiansOf(senior_id, sees=SharingScope.CHECK_INS)
    return frozenset({guardians, Persons(frozenset({senior_id}))})


def _news(
    key: MessageKey,
    *,
    event_id: UUID,
    senior_id: UUID,
    senior: str,
    at: datetime,
    purpose: Purpose | None,
    audience: Audience,
    **values: str,
) -> Notification:
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + NEWS_LIVES,
        key=key,
        category=Category.CARE,
        audience=audience,
        subject_id=senior_id,
        purpose=purpose,
        tag=f"care-rest:{senior_id}",
        deep_link=deep_links.care_person(senior_id=senior_id),
        values={"senior": senior, **values},
    )
