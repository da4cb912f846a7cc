"""Alarms that reached nobody, told to people who find another way."""

from datetime import datetime, timedelta
from uuid import UUID

from domains.kernel.actor import Role
from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import Category, Notification, RoleHolders

ALARM_LIVES = timedelta(hours=12)


def alarm_unreached(
    *, event_id: UUID, person_id: UUID, person: str, at: datetime, told_at: datetime
) -> Notification:
    """An alarm of `at` reached none of a guardian's phones: the operators find another way.

    It names the guardian only; what was told of the child stays between the two.
    """
    return Notification(
        event_id=event_id,
        occurred_at=told_at,
        expires_at=told_at + ALARM_LIVES,
        key=MessageKey.ALARM_UNREACHED,
        category=Category.SAFETY,
        audience=frozenset({RoleHolders(Role.OPERATOR)}),
        subject_id=person_id,
        purpose=None,
        tag=f"alarm-unreached:{event_id}",
        deep_link=deep_links.unreached(person_id=person_id),
        values={"person": person, "at": at.isoformat()},
    )
