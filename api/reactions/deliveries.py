"""A push that no phone took."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import ChannelTripped, DeliveryExhausted


async def delivery_exhausted(messenger: Messenger, _: Recorded, event: DeliveryExhausted) -> None:
    await notifications.escalate(event, clock=messenger.clock, ids=messenger.ids)


async def channel_tripped(messenger: Messenger, _: Recorded, event: ChannelTripped) -> None:
    """Alarms that wait for it alone take the next way at once."""
    await notifications.hurry_past(event.channel, clock=messenger.clock)


FOLLOWS: Follows = (
    (DeliveryExhausted, delivery_exhausted),
    (ChannelTripped, channel_tripped),
)
