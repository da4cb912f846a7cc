"""What happened to deliveries that somebody must know of."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from notifications.notification import Category

CHAIN_ENDED = "chain_ended"
"""The reason of an alarm that neither a push nor a telephone brought home."""


@dataclass(frozen=True, slots=True)
class DeliveryExhausted:
    """A phone could not be reached in time; whoever escalates looks for another way.

    `device_id` is None for an alarm to somebody who has no phone at all. Urgent is the loss of an
    alarm alone: a campaign may lose thousands, and an SOS must not stand behind them.
    """

    topic: ClassVar[str] = "notifications.delivery_exhausted"
    version: ClassVar[int] = 1

    event_id: UUID
    device_id: UUID | None
    person_id: UUID
    category: str
    reason: str

    @property
    def urgent(self) -> bool:
        return self.category == Category.SAFETY


@dataclass(frozen=True, slots=True)
class InboxMarked:
    """Somebody marked entries of their inbox as read or unread: their other screens follow."""

    topic: ClassVar[str] = "notifications.inbox_marked"
    version: ClassVar[int] = 1

    person_id: UUID


@dataclass(frozen=True, slots=True)
class ChannelTripped:
    """A way out of the house is broken: alarms take the next one, and an operator is paged.

    `circuit` is the channel, or a part of it (`fcm.apns`); `trouble` is `outage`, or `credentials`,
    which we must mend ourselves.
    """

    topic: ClassVar[str] = "notifications.channel_tripped"
    version: ClassVar[int] = 1
    urgent: ClassVar[bool] = True

    channel: str
    circuit: str
    trouble: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChannelRecovered:
    """A probe came through: what waits for the channel may go."""

    topic: ClassVar[str] = "notifications.channel_recovered"
    version: ClassVar[int] = 1

    channel: str
    circuit: str


@dataclass(frozen=True, slots=True)
class CampaignChanged:
    """A campaign stands elsewhere than before; who watches it looks."""

    topic: ClassVar[str] = "notifications.campaign_changed"
    version: ClassVar[int] = 1

    campaign_id: UUID
    state: str
