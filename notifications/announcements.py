"""Ready-made notifications, so that a reaction states facts and nothing else.

Each decides category, purpose, tag, link and lifetime of its message in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.actor import Role
from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import (
    Category,
    GuardiansOf,
    LastSeen,
    Notification,
    RoleHolders,
)

NEWS_LIVES = timedelta(hours=2)
"""An arrival is news for a while; later the timeline tells it."""

ALARM_LIVES = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """The child spoken of, as its family calls it."""

    id: UUID
    name: str = field(repr=False)


def arrived(
    *, event_id: UUID, child: Child, visit_id: UUID, place: str, at: datetime, told_at: datetime
) -> Notification:
    """The child came to a place. `at` is when it crossed, `told_at` when that became known."""
    return _visit(
        MessageKey.COMMUTE_ARRIVED,
        Purpose.COMMUTE_ARRIVAL,
        event_id=event_id,
        child=child,
        visit_id=visit_id,
        values={"child": child.name, "place": place, "at": at.isoformat()},
        told_at=told_at,
    )


def departed(
    *, event_id: UUID, child: Child, visit_id: UUID, place: str, at: datetime, told_at: datetime
) -> Notification:
    """The child left a place; replaces on the phone what told of its arrival there."""
    return _visit(
        MessageKey.COMMUTE_DEPARTED,
        Purpose.COMMUTE_DEPARTURE,
        event_id=event_id,
        child=child,
        visit_id=visit_id,
        values={"child": child.name, "place": place, "at": at.isoformat()},
        told_at=told_at,
    )


def not_arrived(
    *, event_id: UUID, child: Child, alarm_id: UUID, place: str, due: datetime, told_at: datetime
) -> Notification:
    """The bell rang and the child is not there; retract `alarm_tag(alarm_id)` when it is."""
    return _alarm(
        MessageKey.COMMUTE_NOT_ARRIVED,
        event_id=event_id,
        child=child,
        tag=alarm_tag(alarm_id),
        values={"child": child.name, "place": place, "due": due.isoformat()},
        told_at=told_at,
    )


def turned_up(
    *, event_id: UUID, child: Child, alarm_id: UUID, place: str, at: datetime, told_at: datetime
) -> Notification:
    """The child that was missed has come; `retract` takes the alarm itself away."""
    return _alarm(
        MessageKey.COMMUTE_TURNED_UP,
        event_id=event_id,
        child=child,
        tag=f"commute-turned-up:{alarm_id}",
        values={"child": child.name, "place": place, "at": at.isoformat()},
        told_at=told_at,
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


def visit_tag(visit_id: UUID) -> str:
    """What a visit's notifications share."""
    return f"commute:{visit_id}"


def alarm_tag(alarm_id: UUID) -> str:
    """What a "not arrived" and its retraction share."""
    return f"commute-alarm:{alarm_id}"


def sos_tag(sos_id: UUID) -> str:
    """What an SOS and its retraction share."""
    return f"sos:{sos_id}"


def _visit(
    key: MessageKey,
    purpose: Purpose,
    *,
    event_id: UUID,
    child: Child,
    visit_id: UUID,
    values: Mapping[str, str],
    told_at: datetime,
) -> Notification:
    return Notification(
        event_id=event_id,
        occurred_at=told_at,
        expires_at=told_at + NEWS_LIVES,
        key=key,
        category=Category.CARE,
        audience=frozenset({GuardiansOf(child.id)}),
        subject_id=child.id,
        purpose=purpose,
        tag=visit_tag(visit_id),
        deep_link=deep_links.visit(child_id=child.id, visit_id=visit_id),
        values=values,
    )


def _alarm(
    key: MessageKey,
    *,
    event_id: UUID,
    child: Child,
    tag: str,
    values: Mapping[str, str],
    told_at: datetime,
) -> Notification:
    return Notification(
        event_id=event_id,
        occurred_at=told_at,
        expires_at=told_at + ALARM_LIVES,
        key=key,
        category=Category.SAFETY,
        audience=frozenset({GuardiansOf(child.id)}),
        subject_id=child.id,
        purpose=Purpose.COMMUTE_ALERTS,
        tag=tag,
        deep_link=deep_links.today(child_id=child.id),
        values=values,
    )


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
