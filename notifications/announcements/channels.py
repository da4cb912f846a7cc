"""Ways out of the house that broke, told to the operators: by whatever way still works."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domains.kernel.actor import Role
from notifications import deep_links
from notifications.messages.keys import MessageKey
from notifications.notification import Category, Notification, RoleHolders

PAGE_LIVES: Final = timedelta(hours=12)

NAMED: Final = frozenset({"fcm", "fcm.apns", "web_push", "sms", "voice"})
"""Circuits that every language has a word for."""


def channel_broke(
    *, event_id: UUID, circuit: str, refuses_us: bool, at: datetime, told_at: datetime
) -> Notification:
    """One page a trip. As safety, so that it rings at night, and goes on as a text message while
    the push it would come by is what broke; `channel_tag` takes it back."""
    key = MessageKey.OPS_CREDENTIALS_REFUSED if refuses_us else MessageKey.OPS_CHANNEL_DOWN
    named = circuit if circuit in NAMED else "other"
    return Notification(
        event_id=event_id,
        occurred_at=at,
        expires_at=told_at + PAGE_LIVES,
        key=key,
        category=Category.SAFETY,
        audience=frozenset({RoleHolders(Role.OPERATOR)}),
        subject_id=None,
        purpose=None,
        tag=channel_tag(circuit),
        deep_link=deep_links.ops_push(),
        values={"channel": f"channel.{named}", "at": at.isoformat()},
    )


def channel_tag(circuit: str) -> str:
    """Of all that is told about one circuit: the latest replaces, its recovery takes away."""
    return f"channel:{circuit}"
