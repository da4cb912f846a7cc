"""What the house needs of whoever carries its messages: the contract of every channel.

The engine hands a channel batches of `Outgoing` and gets one `Receipt` for each, in order. What is
the same for many receivers travels as one shared `Wording`, so that a channel may encode it once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from domains.identity.public import Platform
from domains.kernel.text import Locale
from notifications.channel import Channel
from notifications.lanes import Lane
from notifications.messages.payload import Payload
from notifications.messages.presentation import Presentation
from notifications.messages.render import Text
from notifications.notification import Category


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Wording:
    """What is said: one object for all deliveries of an event in one language and with (or
    without) its position.

    Two are the same if and only if they are one object: a channel may keep what it made of it in a
    `WeakKeyDictionary`. `text` None: nothing to show, `tag` is taken away.
    """

    event_id: UUID
    category: Category
    tag: str
    expires_at: datetime
    text: Text | None
    payload: Payload = field(repr=False)
    presentation: Presentation
    locale: Locale = Locale.KO
    """In which it is said: a voice must know."""


class Outgoing(NamedTuple):
    """One message to one endpoint. A named tuple: a city's campaign makes a million of them.

    `address` means something to its channel alone: an installation's token, a subscription, a
    telephone number. Personal data: it is in no repr. A retry has the same event id and tag.
    """

    event_id: UUID
    device_id: UUID
    person_id: UUID
    address: str
    platform: Platform
    lane: Lane
    wording: Wording
    opt_out: str = ""
    """The receiver's own way out of advertising: it takes the place of `opt_out.binding.MARK` in
    whatever a channel made of the wording. ASCII; empty where nothing is advertised."""

    def __repr__(self) -> str:
        return f"Outgoing({self.event_id}, {self.device_id}, {self.lane.name})"


@dataclass(frozen=True, slots=True)
class Sent:
    """The push service took it over."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Unregistered:
    """The address is dead for good: the app is gone or has a new one."""


@dataclass(frozen=True, slots=True)
class CredentialsRefused:
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


@dataclass(frozen=True, slots=True)
class NotBegun:
    """Nothing left the house: halted, no quota of our own left, or the breaker is open.

    No attempt is counted and nothing is held against the delivery; it waits `retry_after_s` (None:
    about a second) and is claimed again.
    """

    retry_after_s: float | None = None


Receipt = Sent | Unregistered | CredentialsRefused | QuotaExceeded | Transient | Rejected | NotBegun

UNREADABLE = ""
"""The address of a telephone whose number lies sealed, while the key store is down."""

Halted = Callable[[UUID], bool]
"""Whether nothing of this event may begin to be sent now."""


def never_halted(_: UUID) -> bool:
    """For a channel that is used without an engine."""
    return False


class PushChannel(Protocol):
    """One way out of the house."""

    @property
    def name(self) -> Channel: ...

    async def send(
        self, batch: Sequence[Outgoing], *, halted: Halted = never_halted
    ) -> list[Receipt]:
        """One receipt a message, in order. Faults of the network are receipts, not exceptions.

        It asks `halted(event_id)` right before each request begins (NotBegun where it says yes),
        is over within `SEND_WITHIN_S` seconds, whatever happens, and is called with several
        batches at once: those of a lower `Outgoing.lane` never wait for those of a higher one.
        """


SEND_WITHIN_S = 10.0
"""A batch is over before its lease is. What cannot be begun in time is `NotBegun`."""

Channels = Mapping[Channel, PushChannel]
