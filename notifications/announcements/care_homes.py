"""Somebody speaks in the name of a device in a home and is not believed: told to the operators."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.kernel.actor import Role
from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import Category, Notification, RoleHolders

PAGE_LIVES: Final = timedelta(hours=24)

REASONS: Final = frozenset(
    {"forged", "unsigned", "replayed", "old_alarm", "flooded", "turned_away", "unknown"}
)
"""Those that every language has a word for."""


def device_mistrusted(
    *, event_id: UUID, device_id: UUID, why: str, hour: datetime, at: datetime
) -> Notification:
    """A few an hour at most, however many messages. Nothing was believed, so nobody is woken: it
    waits for the morning. The device's id names nobody and leads to no home."""
    named = why if why in REASONS else "unknown"
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=at + PAGE_LIVES,
        key=MessageKey.OPS_DEVICE_MISTRUSTED,
        category=Category.SERVICE,
        audience=frozenset({RoleHolders(Role.OPERATOR)}),
        subject_id=None,
        purpose=None,
        tag=f"mistrust:{device_id}",
        deep_link=deep_links.ops_devices(),
        values={"why": f"mistrust.{named}", "device": device_id.hex[-12:], "at": hour.isoformat()},
    )
