"""A push that no phone took, and channels that break and mend."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import ChannelRecovered, ChannelTripped, DeliveryExhausted


async def delivery_exhausted(messenger: Messenger, _: Recorded, event: DeliveryExhausted) -> None:
    await notifications.escalate(event, clock=messenger.clock, ids=messenger.ids)


async def channel_tripped(messenger: Messenger, _: Recorded, event: ChannelTripped) -> None:
    """Alarms that wait for it alone take the next way at once."""
    await notifications.hurry_past(event.channel, clock=messenger.clock)


async def channel_recovered(messenger: Messenger, _: Recorded, event: ChannelRecovered) -> None:
    await notifications.release_quarantined(event.channel, clock=messenger.clock)


FOLLOWS: Follows = (
    (DeliveryExhausted, delivery_exhausted),
    (ChannelTripped, channel_tripped),
    (ChannelRecovered, channel_recovered),
)
