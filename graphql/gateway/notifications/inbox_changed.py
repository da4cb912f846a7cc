"""`inboxChanged`: the bell rings."""

from collections.abc import AsyncIterator

import strawberry

from gateway.context import Context, Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import subscription
from gateway.notifications.read_inbox import reader
from gateway.notifications.types import InboxEntry, entry_type
from gateway.permissions import SignedIn
from notifications import public as notifications

NEWEST = 10


@strawberry.type(description="How your inbox stands now.")
class InboxState:
    unread_count: int = strawberry.field(description="How many entries wait to be read.")
    newest: list[InboxEntry] = strawberry.field(
        description=f"The newest entries, at most {NEWEST}; the rest is behind `inbox`."
    )


@strawberry.type
class Subscription:
    @subscription(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Your inbox as it stands, at once and after every change. After a broken "
        "connection just subscribe again: the first event tells what was missed.",
    )
    async def inbox_changed(self, info: Info) -> AsyncIterator[InboxState]:
        world = info.context
        async with world.services.listen(f"inbox:{reader(world.actor)}") as heard:
            while True:
                yield await _state(world)
                await heard.wait()
                heard.clear()


async def _state(world: Context) -> InboxState:
    """Read anew each time, so that an ended relation or consent is gone from the next event."""
    me = reader(world.actor)
    items = await notifications.inbox_of(me, clock=world.clock, first=NEWEST)
    return InboxState(
        unread_count=await notifications.unread_count(me, clock=world.clock),
        newest=[entry_type(item) for item in items],
    )
