"""Calls for help: to all guardians and the operators, whatever the consents."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.actor import Role
from notifications import deep_links
from notifications.announcements.alarms import ALARM_LIVES
from notifications.announcements.child import Child
from notifications.messages.keys import MessageKey
from notifications.notification import (
    Category,
    GuardiansOf,
    LastSeen,
    Notification,
    RoleHolders,
)


def sos_raised(
    *, event_id: UUID, child: Child, sos_id: UUID, at: datetime, last_seen: LastSeen | None
) -> Notification:
    """The child asks for help: to all guardians and the operators, whatever the consents."""
    return _sos(
        MessageKey.SOS_RAISED,
        event_id=event_id,
        child=child,
        sos_id=sos_id,
        tag=sos_tag(sos_id),
        values={"child": child.name, "at": at.isoformat()},
        at=at,
        last_seen=last_seen,
    )


def sos_acknowledged(
    *, event_id: UUID, child: Child, sos_id: UUID, by: str, at: datetime
) -> Notification:
    """Somebody took it on, so that nobody sets out twice; `retract` takes the alarm away."""
    return _sos(
        MessageKey.SOS_ACKNOWLEDGED,
        event_id=event_id,
        child=child,
        sos_id=sos_id,
        tag=f"sos-acknowledged:{sos_id}",
        values={"child": child.name, "by": by, "at": at.isoformat()},
        at=at,
        last_seen=None,
    )


def sos_tag(sos_id: UUID) -> str:
    """What an SOS and its retraction share."""
    return f"sos:{sos_id}"


def _sos(
    key: MessageKey,
    *,
    event_id: UUID,
    child: Child,
    sos_id: UUID,
    tag: str,
    values: Mapping[str, str],
    at: datetime,
    last_seen: LastSeen | None,
) -> Notification:
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + ALARM_LIVES,
        key=key,
        category=Category.SAFETY,
        audience=frozenset({GuardiansOf(child.id), RoleHolders(Role.OPERATOR)}),
        subject_id=child.id,
        purpose=None,
        tag=tag,
        deep_link=deep_links.sos(sos_id=sos_id),
        values=values,
        position=last_seen,
        position_purpose=Purpose.COMMUTE_ALERTS,
    )
