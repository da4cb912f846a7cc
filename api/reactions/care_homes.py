"""Somebody spoke in a home device's name and was not believed: the operators are told."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger
from domains.care.events import DeviceMistrusted
from domains.kernel.outbox import Recorded
from notifications.public import announcements


async def device_mistrusted(
    messenger: Messenger, record: Recorded, event: DeviceMistrusted
) -> None:
    await messenger.tell(
        announcements.device_mistrusted(
            event_id=record.id,
            device_id=event.device_id,
            why=event.why,
            hour=event.hour,
            at=record.occurred_at,
        )
    )


FOLLOWS: Follows = ((DeviceMistrusted, device_mistrusted),)
