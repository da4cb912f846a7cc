"""A push that no phone took."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import DeliveryExhausted


async def delivery_exhausted(messenger: Messenger, _: Recorded, event: DeliveryExhausted) -> None:
    await notifications.escalate(event, clock=messenger.clock, ids=messenger.ids)


FOLLOWS: Follows = ((DeliveryExhausted, delivery_exhausted),)
