"""What guardians hear of a child's way: arrivals, departures, and bells that nobody answered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from domains.consent.public import Purpose
from domains.identity.public import SharingScope
from notifications import deep_links
from notifications.announcements.alarms import ALARM_LIVES
from notifications.announcements.child import Child
from notifications.messages.keys import MessageKey
from notifications.notification import Category, GuardiansOf, Notification

NEWS_LIVES = timedelta(hours=2)
"""An arrival is news for a while; later the timeline tells it."""


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


def visit_tag(visit_id: UUID) -> str:
    """What a visit's notifications share."""
    return f"commute:{visit_id}"


def alarm_tag(alarm_id: UUID) -> str:
    """What a "not arrived" and its retraction share."""
    return f"commute-alarm:{alarm_id}"


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
        audience=frozenset({GuardiansOf(child.id, sees=SharingScope.LOCATION)}),
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
        audience=frozenset({GuardiansOf(child.id, sees=SharingScope.LOCATION)}),
        subject_id=child.id,
        purpose=Purpose.COMMUTE_ALERTS,
        tag=tag,
        deep_link=deep_links.today(child_id=child.id),
        values=values,
    )
