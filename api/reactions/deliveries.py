"""A push that no phone took, and channels that break and mend."""

from api.reactions.follow import Follows
from api.reactions.messenger import Messenger, second
from domains.care import public as care
from domains.kernel.outbox import Recorded
from notifications import public as notifications
from notifications.public import (
    ChannelRecovered,
    ChannelTripped,
    DeliveryExhausted,
    announcements,
)


async def delivery_exhausted(messenger: Messenger, _: Recorded, event: DeliveryExhausted) -> None:
    await notifications.escalate(event, clock=messenger.clock, ids=messenger.ids)
    if await notifications.reached_otherwise(event):
        return  # another of their phones has it, or a text message or a call is still to come
    for step_id in (event.event_id, second(event.event_id)):
        await care.cases.not_reached(
            step_id, event.person_id, clock=messenger.clock, ids=messenger.ids
        )


async def channel_tripped(messenger: Messenger, record: Recorded, event: ChannelTripped) -> None:
    """Alarms that wait for it alone take the next way at once, and the operators are paged: once
    a trip, since a trip is one event. The page is an alarm like those: it is told first."""
    page = announcements.channel_broke(
        event_id=record.id,
        circuit=event.circuit,
        refuses_us=event.trouble == notifications.operations.Trouble.CREDENTIALS,
        at=record.occurred_at,
        told_at=messenger.clock.now(),
    )
    await messenger.tell(page)
    await notifications.hurry_past(event.channel, clock=messenger.clock)


async def channel_recovered(
    messenger: Messenger, record: Recorded, event: ChannelRecovered
) -> None:
    """The page is taken away, and what waited goes."""
    await messenger.take_back(record, announcements.channel_tag(event.circuit))
    await notifications.release_quarantined(event.channel, clock=messenger.clock)


FOLLOWS: Follows = (
    (DeliveryExhausted, delivery_exhausted),
    (ChannelTripped, channel_tripped),
    (ChannelRecovered, channel_recovered),
)
