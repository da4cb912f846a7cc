"""What the house needs of a push service, whoever runs it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domains.identity.public import Platform
from notifications.messages.payload import Payload
from notifications.messages.render import Text
from notifications.notification import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message to one installation. `text` None: nothing to show, it takes `tag` away."""

    address: str = field(repr=False)
    platform: Platform
    category: Category
    tag: str
    expires_at: datetime
    text: Text | None
    payload: Payload = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """The push service took it over."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Unregistered:
    """The address is dead for good: the app is gone or has a new one."""


@dataclass(frozen=True, slots=True)
class SenderMismatch:
    """Our credentials or project are wrong, for this address or for all: our fault, not its."""

    reason: str


@dataclass(frozen=True, slots=True)
class QuotaExceeded:
    """Slow down; `retry_after_s` None when the service did not say for how long."""

    retry_after_s: float | None


@dataclass(frozen=True, slots=True)
class Transient:
    """An outage, or no answer: it may have been delivered, and may be sent again."""

    reason: str
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """The message itself is unacceptable; another try would be refused too."""

    reason: str


Receipt = Sent | Unregistered | SenderMismatch | QuotaExceeded | Transient | Rejected


class PushChannel(Protocol):
    async def send(self, batch: Sequence[Outgoing]) -> list[Receipt]:
        """One receipt a message, in order. Faults of the network are receipts, not exceptions."""
